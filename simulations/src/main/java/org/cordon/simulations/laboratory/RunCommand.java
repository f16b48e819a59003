// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.simulations.experiment.ExperimentReading;
import org.cordon.simulations.experiment.Run;
import org.cordon.simulations.plugin.Plugins;
import org.cordon.simulations.results.ResultStore;
import org.cordon.simulations.results.Results;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon simulate run}. */
@Command(
        name = "run",
        description = {
            "Run an experiment: every point of its sweep with every seed, on the code of production.",
            "A run that is over is not repeated: after Ctrl-C the same command goes on."
        },
        footer = {
            "",
            "Examples:",
            "  cordon simulate run quick",
            "  cordon simulate run fed-heart --data ../shared/data",
            "  cordon simulate run my-experiment.yaml --out results/first --threads 2",
            "  cordon simulate run my-experiment.yaml --engine spark --master spark://head:7077"
        })
final class RunCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "EXPERIMENT",
            description = "A YAML file, or the name of one that comes with Cordon (see cordon simulate list).")
    private String experiment = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the results (default: results/NAME in this folder).")
    private @Nullable Path out;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder that paths of data are relative to (default: that of the experiment's file).")
    private @Nullable Path data;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many exchanges train at once (default: one for each processor).")
    private @Nullable Integer threads;

    @Option(
            names = "--plugin",
            paramLabel = "FILE",
            description = "Source of a strategy, attack, defence or partition of your own; may be given several times.")
    private List<Path> plugins = List.of();

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Option(names = "--fresh", description = "Throw away what is in the folder of the results.")
    private boolean fresh;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ExperimentReading reading = reading(experiment);
        List<Run> runs = reading.orFail();
        Plugins loaded = Plugins.load(plugins);
        int at = Optional.ofNullable(threads).orElse(Runtime.getRuntime().availableProcessors());
        if (at < 1 || at > 1024) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--threads must be in [1, 1024], but was " + at, "See cordon simulate run --help");
        }
        Path folder = Optional.ofNullable(out)
                .orElse(Path.of("results", runs.get(0).settings().name()));
        Path home =
                Optional.ofNullable(reading.file().toAbsolutePath().getParent()).orElse(Path.of(""));
        Path base = Optional.ofNullable(data).orElse(home);
        PrintWriter err = spec().commandLine().getErr();
        int played = Stoppable.into(folder, err, () -> {
            ResultStore store =
                    fresh ? ResultStore.fresh(folder, reading.text()) : ResultStore.open(folder, reading.text());
            warn(runs, err);
            return play(new Laboratory(base, home, loaded, at, new Progress(err)), reading, store);
        });
        return tell(folder, runs.size(), played);
    }

    private int play(Laboratory laboratory, ExperimentReading reading, ResultStore store)
            throws IOException, InterruptedException {
        PrintWriter err = spec().commandLine().getErr();
        Optional<Cluster> elsewhere = engine.connect(err::println);
        if (elsewhere.isEmpty()) {
            return laboratory.run(reading.orFail(), store);
        }
        try (Cluster cluster = elsewhere.orElseThrow()) {
            return laboratory.on(cluster, reading.text()).run(reading.orFail(), store);
        }
    }

    private static void warn(List<Run> runs, PrintWriter err) {
        List<List<String>> refusals =
                runs.stream().map(run -> Refusals.of(run.settings())).toList();
        long refused = refusals.stream().filter(reasons -> !reasons.isEmpty()).count();
        if (refused > 0) {
            err.println("A simulation; production would refuse " + refused + " of " + runs.size() + " runs:");
            Refusals.counted(refusals, "runs").forEach(reason -> err.println("  " + reason));
            err.flush();
        }
    }

    /** A file, or one that comes with Cordon. */
    static ExperimentReading reading(String experiment) {
        Path file = Path.of(experiment);
        if (!Files.isRegularFile(file)) {
            Optional<String> shipped = Shipped.text(experiment);
            if (shipped.isPresent()) {
                return ExperimentReading.of(Path.of(experiment + ".yaml"), shipped.orElseThrow());
            }
        }
        return ExperimentReading.of(file);
    }

    private int tell(Path folder, int runs, int played) {
        PrintWriter to = spec().commandLine().getOut();
        Summary summary = Summary.of(Results.in(folder));
        if (json.asked()) {
            json.print(to, summary);
        } else {
            summary.print(to);
            to.printf("%n%d of %d runs played now. Results: %s%n", played, runs, folder);
            to.println("Next: cordon simulate report " + folder);
        }
        to.flush();
        return ExitCode.OK.value();
    }

    private CommandSpec spec() {
        return Optional.ofNullable(spec).orElseThrow();
    }
}
