// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.threat;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.yaml.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon threat check}. */
@Command(
        name = "check",
        description = "Check a threat's file: everything that is wrong with it, each with its line and its mend.",
        footer = {"", "Example:", "  cordon threat check my-threat.yaml"})
final class CheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A file like those of 'cordon threat show ID --yaml'.")
    private Path file = Path.of("");

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    /** What {@code --json} prints. */
    private record Checked(boolean fits, List<Problem> problems, Optional<Summary> threat) {}

    @Override
    public Integer call() {
        ThreatReading reading = ThreatReading.of(file);
        PrintWriter out = Summary.spec(spec).commandLine().getOut();
        Optional<Summary> summary = reading.model().map(Summary::of);
        if (json.asked()) {
            json.print(out, new Checked(summary.isPresent(), reading.problems(), summary));
        } else {
            reading.problems().forEach(problem -> {
                out.println(problem.in(file.toString()));
                out.println("  " + problem.mend());
            });
            summary.ifPresent(fits -> out.println(file + " fits: " + fits.title() + "; " + fits.inputs()));
            out.flush();
        }
        return summary.isPresent() ? ExitCode.OK.value() : ExitCode.UNREADABLE_INPUT.value();
    }
}
