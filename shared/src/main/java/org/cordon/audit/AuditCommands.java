// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import org.cordon.cli.CommandGroup;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Commands;

/** {@code cordon audit verify | explain | prove | diff}. */
public final class AuditCommands implements CommandProvider {
    @Override
    public void contribute(Commands commands) {
        commands.add(CommandGroup.AUDIT, new VerifyCommand());
        commands.add(CommandGroup.AUDIT, new ExplainCommand());
        commands.add(CommandGroup.AUDIT, new ProveCommand());
        commands.add(CommandGroup.AUDIT, new DiffCommand());
    }
}
