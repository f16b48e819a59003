// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.scoring;

import org.cordon.cli.CommandGroup;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Commands;

/** The commands under {@code cordon model}. */
public final class ModelCommands implements CommandProvider {
    @Override
    public void contribute(Commands commands) {
        commands.add(CommandGroup.MODEL, new ScoreCommand());
        commands.add(CommandGroup.MODEL, new ThresholdCommand());
    }
}
