// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cordon bench train}. */
@Command(
        name = "train",
        description = "Time training steps of the dense trainer and of DL4J's fit, CPU time on one thread.",
        footer = {"", "Example:", "  cordon bench train --json"})
final class TrainBenchCommand implements Callable<Integer> {
    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<TrainBench.Row> rows = TrainBench.run(TrainBench.Effort.FULL);
        PrintWriter out = spec.commandLine().getOut();
        if (json.asked()) {
            json.print(out, rows);
        } else {
            out.println("model        batch  optimiser  us per step  us per DL4J fit");
            rows.forEach(row -> out.printf(
                    Locale.ROOT,
                    "%-11s  %5d  %-9s  %11.1f  %15.1f%n",
                    row.model(),
                    row.batch(),
                    row.optimiser(),
                    row.microsPerStep(),
                    row.dl4jFitMicrosPerStep()));
            out.flush();
        }
        return ExitCode.OK.value();
    }
}
