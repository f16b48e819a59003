// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.cli;

/** The commands that are about {@code cordon} itself. */
public final class ShellCommands implements CommandProvider {
    @Override
    public void contribute(Commands commands) {
        commands.add(new CompletionCommand());
    }
}
