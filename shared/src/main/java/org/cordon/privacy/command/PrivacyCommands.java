// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.command;

import org.cordon.cli.CommandGroup;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Commands;

/** Adds {@code cordon privacy account} and {@code cordon privacy calibrate}. */
public final class PrivacyCommands implements CommandProvider {
    @Override
    public void contribute(Commands commands) {
        commands.add(CommandGroup.PRIVACY, new AccountCommand());
        commands.add(CommandGroup.PRIVACY, new CalibrateCommand());
    }
}
