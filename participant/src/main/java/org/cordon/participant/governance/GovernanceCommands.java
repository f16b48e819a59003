// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import org.cordon.cli.CommandGroup;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Commands;

/** The commands of the people who decide: approvers of exchanges, and the operator. */
public final class GovernanceCommands implements CommandProvider {
    @Override
    public void contribute(Commands commands) {
        commands.add(CommandGroup.CONSORTIUM, new InviteCommand());
        commands.add(CommandGroup.CONSORTIUM, new ApproveCommand());
        commands.add(CommandGroup.CONSORTIUM, new MembersCommand());
        commands.add(CommandGroup.CONSORTIUM, new RevokeCommand());
        commands.add(CommandGroup.CONSORTIUM, new LeaveCommand());
        commands.add(CommandGroup.TASK, new CheckCommand());
        commands.add(CommandGroup.TASK, new SubmitCommand());
        commands.add(CommandGroup.TASK, new TaskApproveCommand());
        commands.add(CommandGroup.TASK, new ListCommand());
        commands.add(CommandGroup.TASK, new ShowCommand());
        commands.add(CommandGroup.TASK, new DiffCommand());
        commands.add(CommandGroup.TASK, new StopCommand());
    }
}
