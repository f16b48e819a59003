// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon bench simulate}. */
@Command(
        name = "simulate",
        description = "Time simulated exchanges: MLP 166-128-64-1, 500 rows, 16 steps of 32, plain or secure sums.",
        footer = {
            "",
            "Examples:",
            "  cordon bench simulate --json",
            "  cordon bench simulate --exchanges 10000 --secure"
        })
final class SimulateBenchCommand implements Callable<Integer> {
    @Option(
            names = "--exchanges",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many there are in a round (default ${DEFAULT-VALUE}).")
    private int exchanges;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many train at once (default: one for each processor).")
    private @Nullable Integer threads;

    @Option(
            names = "--secure",
            description = "Mask: production's protocol up to 255 exchanges, the k-regular sum beyond.")
    private boolean secure;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds that are timed, of which the medians are printed (default ${DEFAULT-VALUE}).")
    private int runs;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        int at = Optional.ofNullable(threads).orElse(Runtime.getRuntime().availableProcessors());
        if (exchanges < 10 || exchanges > 1_000_000 || at < 1 || at > 1024 || runs < 1 || runs > 100) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--exchanges must be in [10, 1000000], --threads in [1, 1024] and --runs in [1, 100], but were "
                            + exchanges + ", " + at + " and " + runs,
                    "See cordon bench simulate --help");
        }
        SimulateBench.Figures figures = new SimulateBench(exchanges, at, secure, runs).run();
        PrintWriter out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        if (json.asked()) {
            json.print(out, figures);
        } else {
            out.printf(
                    Locale.ROOT,
                    "%d exchanges on %d threads, %s sums: %.0f a second, %.0f a second of CPU; %.0f MB of heap in use after collections, at the most%n",
                    figures.exchanges(),
                    figures.threads(),
                    figures.secureSum() ? "secure" : "plain",
                    figures.clientsPerSecond(),
                    figures.clientsPerCpuSecond(),
                    figures.peakHeapMb());
        }
        out.flush();
        return ExitCode.OK.value();
    }
}
