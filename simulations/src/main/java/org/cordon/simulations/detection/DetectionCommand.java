// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.detection;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.simulations.experiment.ExperimentReading;
import org.cordon.simulations.experiment.Run;
import org.cordon.simulations.laboratory.Laboratory;
import org.cordon.simulations.laboratory.Progress;
import org.cordon.simulations.laboratory.Stoppable;
import org.cordon.simulations.plugin.Plugins;
import org.cordon.simulations.results.ResultStore;
import org.cordon.simulations.results.Results;
import org.cordon.yaml.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon simulate detection}. */
@Command(
        name = "detection",
        description = {
            "Would a detector on these rows be better if exchanges trained it together?",
            "Trains it alone at every exchange, together, and pooled, and averages the scores of those alone; all are judged on"
                    + " the same held-out rows."
        },
        footer = {
            "",
            "Examples:",
            "  cordon simulate detection --data accounts.csv --label FLAG \\",
            "      --drop-columns '^Index$|^Address$' --partition dirichlet:0.3",
            "  cordon simulate detection --data a.csv --data b.csv --test c.csv --label y --model trees",
            "  cordon simulate detection --data payments.csv.gz --label fraud \\",
            "      --time-column day --train-until 2018-08-01 --test-from 2018-08-08 \\",
            "      --partition column:country --json",
            "  cordon simulate detection --data accounts.csv --label FLAG --model trees --epsilon 3",
            "  cordon simulate detection --scenario theft --controls rescue,run --json",
            "  cordon simulate detection --scenario takeover --days 45 --model sequence",
            "",
            "The folder of the results holds the experiment's file. cordon simulate run takes",
            "it too, with --data . as its paths are relative to the folder of this command."
        })
final class DetectionCommand implements Callable<Integer> {
    private static final int MOST_SEEDS = 100;

    @Mixin
    private RowOptions rows = new RowOptions();

    @Mixin
    private ScenarioOptions made = new ScenarioOptions();

    @Option(
            names = "--exchanges",
            paramLabel = "N",
            description =
                    "How many there are (default: one for each file, or each of up to 10 values of column:NAME; else 5).")
    private @Nullable Integer exchanges;

    @Option(
            names = "--model",
            paramLabel = "M",
            description =
                    "mlp, logistic, trees, which are boosted, or with --scenario sequence, an LSTM over the last rows of an account; or one that learns from rows with label 0: autoencoder, kmeans, mahalanobis, kernel, "
                            + "ocsvm, forest, svdd (default: mlp; with --scenario trees, as the threat has them).")
    private @Nullable String model;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often everything is drawn anew, with seeds 1 to N (default ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description =
                    "Sums of a training (default: 60; with sequence 100; with trees, trees, 100, and 40 with --epsilon; with kmeans 10, with mahalanobis, kernel and forest 1).")
    private @Nullable Integer rounds;

    @Option(
            names = "--hidden",
            paramLabel = "N",
            split = ",",
            description = "Widths of the hidden layers (default: 32,16; autoencoder 16,8,16; sequence 16).")
    private @Nullable List<Integer> hidden;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the rows between two sums (default: 1).")
    private @Nullable Integer epochs;

    @Option(names = "--batch-size", paramLabel = "N", description = "Rows of a step (default: 64; sequence 32).")
    private @Nullable Integer batchSize;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            description =
                    "Of the steps at the exchanges (default: 0.3; logistic and autoencoder 0.05), or of a tree (0.1, with --epsilon 0.3).")
    private @Nullable Double learningRate;

    @Option(
            names = "--depth",
            paramLabel = "N",
            description = "Most splits of a tree above a leaf (default: 4, with --epsilon 2).")
    private @Nullable Integer depth;

    @Option(
            names = "--epsilon",
            paramLabel = "E",
            description =
                    "Differential privacy of what is trained together, at delta 1e-6 for a record (default: none; networks: cordon simulate privacy).")
    private @Nullable Double epsilon;

    @Option(
            names = "--length",
            paramLabel = "N",
            description = "Rows of a customer that a sequence looks at, 2 to 64 (default: 8).")
    private @Nullable Integer length;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many models are trained at once (default: one for each processor).")
    private @Nullable Integer threads;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the results (default: one below results/ with a name of its own).")
    private @Nullable Path out;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Optional<ScenarioRows> scenario = made.rows(Optional.ofNullable(exchanges));
        DetectionModel learnt =
                DetectionModel.named(Optional.ofNullable(model).orElse(scenario.isPresent() ? "trees" : "mlp"));
        int at = Optional.ofNullable(threads).orElse(Runtime.getRuntime().availableProcessors());
        requireWithin("--threads", at, 1024);
        requireWithin("--seeds", seeds, MOST_SEEDS);
        PrintWriter err = spec().commandLine().getErr();
        if (learnt == DetectionModel.SEQUENCE && scenario.isEmpty()) {
            throw usage(
                    "--model sequence must go with --scenario, as rows of files do not say whose they are, but --scenario was left out");
        }
        DetectionInput chosen = scenario.<DetectionInput>map(this::alone).orElseGet(() -> files(err));
        err.println("Reading the rows");
        err.flush();
        DetectionGround ground = chosen instanceof ScenarioRows rowsOfScenario
                ? DetectionGround.of(rowsOfScenario)
                : DetectionGround.of((DetectionRows) chosen, Optional.ofNullable(exchanges));
        DetectionExperiment experiment = new DetectionExperiment(chosen, ground.exchanges(), seeds, learnt, training());
        List<Run> runs = runs(experiment);
        PrintWriter to = spec().commandLine().getOut();
        if (!json.asked()) {
            new DetectionReport(to).introduce(experiment, ground);
        }
        Path folder = Optional.ofNullable(out).orElse(Path.of("results", experiment.folder()));
        Laboratory laboratory = new Laboratory(Path.of(""), Plugins.load(List.of()), at, new Progress(err));
        int unused =
                Stoppable.into(folder, err, () -> laboratory.run(runs, ResultStore.open(folder, experiment.text())));
        DetectionResult result = DetectionResult.of(learnt.word(), Results.in(folder));
        if (json.asked()) {
            json.print(to, result);
        } else {
            new DetectionReport(to).tell(result, experiment, folder);
        }
        return ExitCode.OK.value();
    }

    private ScenarioRows alone(ScenarioRows scenario) {
        if (rows.isGiven()) {
            throw usage(
                    "--data, --label and the other options of files must be left out with --scenario, but one was given");
        }
        return scenario;
    }

    private DetectionRows files(PrintWriter err) {
        DetectionRows chosen = rows.rows();
        chosen.check().forEach(warning -> err.println("Warning: " + warning));
        return chosen;
    }

    private static void requireWithin(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw usage(option + " must be in [1, " + most + "], but was " + value);
        }
    }

    private DetectionExperiment.Training training() {
        return new DetectionExperiment.Training(
                Optional.ofNullable(rounds),
                Optional.ofNullable(hidden),
                Optional.ofNullable(epochs),
                Optional.ofNullable(batchSize),
                Optional.ofNullable(learningRate),
                Optional.ofNullable(depth),
                Optional.ofNullable(length),
                Optional.ofNullable(epsilon));
    }

    private static List<Run> runs(DetectionExperiment experiment) {
        ExperimentReading reading = ExperimentReading.of(Path.of("experiment.yaml"), experiment.text());
        reading.problems().stream().findFirst().map(Problem::sentence).ifPresent(sentence -> {
            throw usage(sentence);
        });
        return reading.orFail();
    }

    private CommandSpec spec() {
        return Optional.ofNullable(spec).orElseThrow();
    }

    private static CommandFailure usage(String sentence) {
        return new CommandFailure(ExitCode.USAGE, sentence, "See cordon simulate detection --help");
    }
}
