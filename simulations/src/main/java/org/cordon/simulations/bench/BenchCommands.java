// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import org.cordon.cli.CommandGroup;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Commands;

/** The commands under {@code cordon bench}. */
public final class BenchCommands implements CommandProvider {
    @Override
    public void contribute(Commands commands) {
        commands.add(CommandGroup.BENCH, new SecureSumCommand());
        commands.add(CommandGroup.BENCH, new RoundBenchCommand());
        commands.add(CommandGroup.BENCH, new TrainBenchCommand());
        commands.add(CommandGroup.BENCH, new AuditBenchCommand());
        commands.add(CommandGroup.BENCH, new SimulateBenchCommand());
        commands.add(CommandGroup.BENCH, new PrivacyBenchCommand());
        commands.add(CommandGroup.BENCH, new FeatureBenchCommand());
    }
}
