// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.simulations.results.Results;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon simulate report}. */
@Command(
        name = "report",
        description = "Make one HTML file of an experiment's results: curves, comparisons, attacks against defences.",
        footer = {
            "",
            "Examples:",
            "  cordon simulate report results/quick",
            "  cordon simulate report results/quick --html quick.html"
        })
final class ExperimentReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder of the results.")
    private Path directory = Path.of("");

    @Option(names = "--html", paramLabel = "FILE", description = "Where to write it (default: DIR/report.html).")
    private @Nullable Path html;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    /** What {@code --json} prints. */
    record Made(String report) {}

    @Override
    public Integer call() {
        Results results = Results.in(directory);
        Path file = Optional.ofNullable(html).orElse(directory.resolve("report.html"));
        try {
            Files.writeString(file, ExperimentPage.of(results));
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    file + " must be writable, but is not: " + failed.getMessage(),
                    "Name another file with --html",
                    failed);
        }
        PrintWriter out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        if (json.asked()) {
            json.print(out, new Made(file.toString()));
        } else {
            out.println("Report: " + file);
        }
        out.flush();
        return ExitCode.OK.value();
    }
}
