// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.simulations.results.Results;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon simulate show}. */
@Command(
        name = "show",
        description = "Show what an experiment came to, point by point.",
        footer = {"", "Example:", "  cordon simulate show results/quick"})
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder of the results.")
    private Path directory = Path.of("");

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        Summary summary = Summary.of(Results.in(directory));
        if (json.asked()) {
            json.print(out, summary);
        } else {
            summary.print(out);
        }
        out.flush();
        return ExitCode.OK.value();
    }
}
