// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.threat;

import org.cordon.cli.CommandGroup;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Commands;

/** Adds {@code cordon threat list | show | check}. */
public final class ThreatCommands implements CommandProvider {
    @Override
    public void contribute(Commands commands) {
        commands.add(CommandGroup.THREAT, new ListCommand());
        commands.add(CommandGroup.THREAT, new ShowCommand());
        commands.add(CommandGroup.THREAT, new CheckCommand());
    }
}
