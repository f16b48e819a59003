// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import org.cordon.cli.CommandGroup;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Commands;
import org.cordon.participant.enrolment.JoinCommand;

/** The commands of an exchange. */
public final class ParticipantCommands implements CommandProvider {
    @Override
    public void contribute(Commands commands) {
        commands.add(CommandGroup.PARTICIPANT, new JoinCommand());
        commands.add(CommandGroup.PARTICIPANT, new RunCommand());
        commands.add(CommandGroup.PARTICIPANT, new PolicyCommand());
        commands.add(CommandGroup.PARTICIPANT, new BudgetCommand());
        commands.add(CommandGroup.PARTICIPANT, new RotateCommand());
        commands.add(CommandGroup.PARTICIPANT, new BackupCommand());
        commands.add(CommandGroup.PARTICIPANT, new RestoreCommand());
    }
}
