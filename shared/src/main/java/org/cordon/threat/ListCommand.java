// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.threat;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cordon threat list}. */
@Command(
        name = "list",
        description = "The threats that Cordon comes with.",
        footer = {"", "Example:", "  cordon threat list"})
final class ListCommand implements Callable<Integer> {
    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        List<Summary> all = ThreatCatalogue.all().stream().map(Summary::of).toList();
        PrintWriter out = Summary.spec(spec).commandLine().getOut();
        if (json.asked()) {
            json.print(out, all);
            return ExitCode.OK.value();
        }
        for (Summary each : all) {
            out.printf("%-20s %s; %s%n", each.id(), each.title(), each.inputs());
        }
        out.println("'cordon threat show ID' tells all of one; 'cordon threat show ID --charter' begins its charter");
        out.flush();
        return ExitCode.OK.value();
    }
}
