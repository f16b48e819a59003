// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.keys;

import org.cordon.cli.CommandGroup;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Commands;

/** The commands for private keys, the same for every role. */
public final class KeysCommands implements CommandProvider {
    @Override
    public void contribute(Commands commands) {
        commands.add(CommandGroup.KEYS, new ShowCommand());
        commands.add(CommandGroup.KEYS, new MakeCommand());
        commands.add(CommandGroup.KEYS, new RelockCommand());
    }
}
