// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import org.cordon.cli.CommandGroup;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Commands;

/** The commands under {@code cordon simulate}. */
public final class SimulateCommands implements CommandProvider {
    @Override
    public void contribute(Commands commands) {
        commands.add(CommandGroup.SIMULATE, new RunCommand());
        commands.add(CommandGroup.SIMULATE, new CheckCommand());
        commands.add(CommandGroup.SIMULATE, new PartitionCommand());
        commands.add(CommandGroup.SIMULATE, new ListCommand());
        commands.add(CommandGroup.SIMULATE, new ShowCommand());
    }
}
