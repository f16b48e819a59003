// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.dossier;

import org.cordon.cli.CommandGroup;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Commands;

/** The command that writes a dossier. */
public final class DossierCommands implements CommandProvider {
    @Override
    public void contribute(Commands commands) {
        commands.add(CommandGroup.CONSORTIUM, new DossierCommand());
    }
}
