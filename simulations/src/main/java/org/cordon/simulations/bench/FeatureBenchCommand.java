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

/** {@code cordon bench features}. */
@Command(
        name = "features",
        description = "Compute 30 features of made-up events, CPU time on one thread, and what is remembered.",
        footer = {"", "Example:", "  cordon bench features --json"})
final class FeatureBenchCommand implements Callable<Integer> {
    private static final int UNIT = 100_000;

    @Option(
            names = "--events",
            paramLabel = "COUNT",
            defaultValue = "3000000",
            description = "How many, a multiple of 100000 (${DEFAULT-VALUE} if left out).")
    private int events;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (events < UNIT || events % UNIT != 0) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--events must be a multiple of " + UNIT + ", but was " + events,
                    "See cordon bench features --help");
        }
        FeatureBench.Figures figures = new FeatureBench().run(events);
        PrintWriter out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        if (json.asked()) {
            json.print(out, figures);
        } else {
            out.printf(
                    Locale.ROOT,
                    "%d events, %d features: %d events/s on one core; %d keys in %d MiB%n",
                    figures.events(),
                    figures.features(),
                    figures.eventsPerSecond(),
                    figures.keys(),
                    figures.heapMb());
        }
        out.flush();
        return ExitCode.OK.value();
    }
}
