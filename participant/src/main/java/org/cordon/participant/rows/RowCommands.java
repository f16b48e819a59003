// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.rows;

import org.cordon.cli.CommandGroup;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Commands;

/** Adds {@code cordon data rows} and {@code indicators}. */
public final class RowCommands implements CommandProvider {
    @Override
    public void contribute(Commands commands) {
        commands.add(CommandGroup.DATA, new RowsCommand());
        commands.add(CommandGroup.DATA, new IndicatorsCommand());
    }
}
