// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.witness;

import org.cordon.cli.CommandGroup;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Commands;

/** {@code cordon audit witness}. */
public final class WitnessCommands implements CommandProvider {
    @Override
    public void contribute(Commands commands) {
        commands.add(CommandGroup.AUDIT, new WitnessCommand());
    }
}
