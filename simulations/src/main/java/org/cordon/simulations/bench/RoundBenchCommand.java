// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon bench round}. */
@Command(
        name = "round",
        description = "Time whole rounds over gRPC and mutual TLS, with durable stores and no training.",
        footer = {"", "Example:", "  cordon bench round --participants 10 --length 1000000 --json"})
final class RoundBenchCommand implements Callable<Integer> {
    @Option(
            names = "--participants",
            defaultValue = "10",
            description = "Members, 5 to 100 (default ${DEFAULT-VALUE}).")
    private int participants;

    @Option(names = "--length", defaultValue = "1000000", description = "Words of 16 bits (default ${DEFAULT-VALUE}).")
    private int length;

    @Option(names = "--rounds", defaultValue = "20", description = "Measured rounds (default ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "15", description = "Rounds before these (default ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--database",
            arity = "3",
            paramLabel = "X",
            description =
                    "URL, user and password file of an empty PostgreSQL database for the coordinator, not SQLite.")
    private List<String> database = List.of();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        require(
                participants >= 5 && participants <= 100,
                "--participants must be in [5, 100], but was " + participants);
        require(length >= 1 && length <= 50_000_000, "--length must be in [1, 50000000], but was " + length);
        require(rounds >= 1 && warmUp >= 0 && rounds + warmUp <= 95, "--rounds and --warm-up must be 1 to 95 together");
        Path root = Files.createTempDirectory("cordon-bench-");
        try {
            RoundBench.Figures figures = new RoundBench(participants, length, warmUp, rounds, database).run(root);
            PrintWriter out = spec.commandLine().getOut();
            if (json.asked()) {
                json.print(out, figures);
            } else {
                print(out, figures);
            }
            return figures.exact() ? ExitCode.OK.value() : ExitCode.CHECK_FAILED.value();
        } finally {
            delete(root);
        }
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new CommandFailure(ExitCode.USAGE, sentence, "See cordon bench round --help.");
        }
    }

    private static void print(PrintWriter out, RoundBench.Figures figures) {
        out.printf(
                Locale.ROOT,
                "%d participants, %d words, %d rounds, sums %s%n",
                figures.participants(),
                figures.length(),
                figures.rounds(),
                figures.exact() ? "exact" : "WRONG");
        out.printf(
                Locale.ROOT,
                "  round        %.3f s median, %.3f s fastest%n",
                figures.secondsPerRound().median(),
                figures.secondsPerRound().min());
        out.printf(
                Locale.ROOT, "  block check  %.3f s, beside the next round's training%n", figures.blockCheckSeconds());
        out.printf(Locale.ROOT, "  coordinator  %.0f MB of heap after the last round%n", figures.coordinatorHeapMb());
        out.flush();
    }

    static void delete(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
