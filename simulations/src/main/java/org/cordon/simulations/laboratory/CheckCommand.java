// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.simulations.experiment.ExperimentReading;
import org.cordon.simulations.experiment.ExperimentSchema;
import org.cordon.yaml.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon simulate check}. */
@Command(
        name = "check",
        description = "Report every problem of an experiment's file at once, or what it will run; run nothing.",
        footer = {
            "",
            "Examples:",
            "  cordon simulate check my-experiment.yaml",
            "  cordon simulate check --schema > experiment.schema.json"
        })
final class CheckCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "EXPERIMENT",
            description = "A YAML file, or the name of one that comes with Cordon (see cordon simulate list).")
    private Optional<String> experiment = Optional.empty();

    @Option(names = "--schema", description = "Print the JSON schema of experiments instead.")
    private boolean schema;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    /**
     * What {@code --json} prints.
     *
     * @param refused how many of the runs production would refuse
     * @param refusals why
     */
    record Checked(String file, boolean passed, List<Problem> problems, int runs, int refused, List<String> refusals) {}

    @Override
    public Integer call() {
        PrintWriter out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        if (schema) {
            experiment.ifPresent(named -> {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "EXPERIMENT must be left out with --schema, but was " + named,
                        "Check the file, or ask for the schema");
            });
            out.print(ExperimentSchema.text());
            out.flush();
            return ExitCode.OK.value();
        }
        Checked checked = checked(RunCommand.reading(experiment.orElseThrow(() -> new CommandFailure(
                ExitCode.USAGE,
                "EXPERIMENT must be named, but was not",
                "Name the experiment's file, or ask for --schema"))));
        if (json.asked()) {
            json.print(out, checked);
        } else {
            print(out, checked);
        }
        out.flush();
        return checked.passed() ? ExitCode.OK.value() : ExitCode.CHECK_FAILED.value();
    }

    private static Checked checked(ExperimentReading reading) {
        List<List<String>> refusals =
                reading.runs().stream().map(run -> Refusals.of(run.settings())).toList();
        return new Checked(
                reading.file().toString(),
                reading.problems().isEmpty(),
                reading.problems(),
                refusals.size(),
                (int) refusals.stream().filter(reasons -> !reasons.isEmpty()).count(),
                Refusals.counted(refusals, "runs"));
    }

    private static void print(PrintWriter out, Checked checked) {
        for (Problem problem : checked.problems()) {
            out.println(problem.in(checked.file()));
            out.println("  " + problem.mend());
        }
        if (!checked.passed()) {
            int count = checked.problems().size();
            out.println(count + (count == 1 ? " problem" : " problems"));
            return;
        }
        out.println(checked.runs()
                + (checked.runs() == 1 ? " run, " : " runs, ")
                + checked.refused()
                + (checked.refused() == 1 ? " refusal" : " refusals"));
        checked.refusals().forEach(reason -> out.println("  " + reason));
    }
}
