// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import org.cordon.cli.CommandGroup;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Commands;
import org.cordon.coordinator.member.InitCommand;

/** The commands of those who run a consortium. */
public final class CoordinatorCommands implements CommandProvider {
    @Override
    public void contribute(Commands commands) {
        commands.add(CommandGroup.COORDINATOR, new ServeCommand());
        commands.add(CommandGroup.COORDINATOR, new BackupCommand());
        commands.add(CommandGroup.COORDINATOR, new RestoreCommand());
        commands.add(CommandGroup.CONSORTIUM, new InitCommand());
    }
}
