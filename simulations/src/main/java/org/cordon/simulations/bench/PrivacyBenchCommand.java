// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cordon bench privacy}. */
@Command(
        name = "privacy",
        description = "Time discrete Gaussian noise, a DP-SGD step beside a plain one, and the PLD accountant.",
        footer = {"", "Example:", "  cordon bench privacy --json"})
final class PrivacyBenchCommand implements Callable<Integer> {
    private static final int RUNS = 7;
    private static final int REPETITIONS = 1000;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrivacyBench.Figures figures = new PrivacyBench(RUNS, REPETITIONS).run();
        PrintWriter out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        if (json.asked()) {
            json.print(out, figures);
        } else {
            out.printf(
                    Locale.ROOT,
                    "noise: %.3f us a sample; DP step: %.3f times a plain step of 256 records; 10,000 steps accounted in"
                            + " %.0f ms%n",
                    figures.noiseMicrosPerSample(),
                    figures.dpStepOverPlainStep(),
                    figures.pldMillis());
        }
        out.flush();
        return ExitCode.OK.value();
    }
}
