// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon bench audit}. */
@Command(
        name = "audit",
        description = "Time the verification of a log of many records, with SHA-256 over the same bytes beside it.",
        footer = {"", "Example:", "  cordon bench audit --records 1000000 --json"})
final class AuditBenchCommand implements Callable<Integer> {
    private static final String HEAP = "-Xmx512m";

    @Option(
            names = "--records",
            defaultValue = "1000000",
            description = "Leaves, 1000 to 10000000 (default ${DEFAULT-VALUE}).")
    private long records;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (records < 1000 || records > 10_000_000) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--records must be in [1000, 10000000], but was " + records,
                    "See cordon bench audit --help.");
        }
        Path root = Files.createTempDirectory("cordon-bench-");
        try {
            AuditBench.Figures figures = measured(root.resolve("log"));
            PrintWriter out = spec.commandLine().getOut();
            if (json.asked()) {
                json.print(out, figures);
            } else {
                print(out, figures);
            }
            return ExitCode.OK.value();
        } finally {
            RoundBenchCommand.delete(root);
        }
    }

    /** In a process of its own, so that its heap is the auditor's alone. */
    private AuditBench.Figures measured(Path log) throws IOException, InterruptedException {
        Process process = RoundBench.start(
                List.of("-XX:+UseSerialGC", HEAP), AuditBenchMain.class, log.toString(), Long.toString(records));
        try (BufferedReader lines = RoundBench.lines(process)) {
            String line = lines.readLine();
            if (line == null) {
                throw new IOException("the measuring process ended without figures");
            }
            return new ObjectMapper().readValue(line, AuditBench.Figures.class);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void print(PrintWriter out, AuditBench.Figures figures) {
        out.printf(
                Locale.ROOT,
                "%,d records, %,d bytes, %.0f bytes a leaf%n",
                figures.records(),
                figures.bytes(),
                figures.leafBytesMean());
        out.printf(
                Locale.ROOT,
                "  tree        %.2f s, %.2f times SHA-256 of the same bytes (%.2f s, one thread)%n",
                figures.treeSeconds(),
                figures.ratio(),
                figures.sha256Seconds());
        out.printf(Locale.ROOT, "  signatures  %.2f s on all processors%n", figures.signatureSeconds());
        out.printf(Locale.ROOT, "  everything  %.2f s%n", figures.verifySeconds());
        out.printf(Locale.ROOT, "  heap        %.0f MB at the most%n", figures.peakHeapMb());
        out.flush();
    }
}
