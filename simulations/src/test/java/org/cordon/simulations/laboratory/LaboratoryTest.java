// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.network.TrainingPlan;
import org.cordon.computation.network.TrainingState;
import org.cordon.computation.network.UpdateBounds;
import org.cordon.computation.scaling.Scaler;
import org.cordon.model.Activation;
import org.cordon.model.FedAdam;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.simulations.engine.Playing;
import org.cordon.simulations.engine.Seeds;
import org.cordon.simulations.engine.Trial;
import org.cordon.simulations.experiment.ExperimentReading;
import org.cordon.simulations.experiment.Run;
import org.cordon.simulations.plugin.Plugins;
import org.cordon.simulations.results.ResultStore;
import org.cordon.simulations.results.Results;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments from file to tables. */
class LaboratoryTest {
    @TempDir
    Path directory;

    private static final String SMALL = """
            name: small
            seeds: [1, 2]
            rounds: 4
            data:
              clusters: {rows: 600, features: 6, classes: 2, distance: 2}
              holdout: {random: {share: 0.25}}
              partition: {dirichlet: {alpha: 0.5, by: label}}
            exchanges: {count: 6}
            model: {network: {kind: mlp_classifier, hidden: [5]}}
            training: {epochs: 1, batchSize: 16, optimiser: sgd, learningRate: 0.1}
            bounds: {clipNorm: 10, coordinateBound: 1, valueBits: 24}
            """;

    private Path run(String name, String text, int threads) throws IOException, InterruptedException {
        Path folder = directory.resolve(name);
        List<Run> runs = ExperimentReading.of(Path.of("e.yaml"), text).orFail();
        ResultStore store = ResultStore.open(folder, text);
        Progress silent = new Progress(new PrintWriter(new StringWriter()));
        new Laboratory(Path.of(""), Plugins.load(List.of()), threads, silent).run(runs, store);
        return folder;
    }

    private static List<Map<String, Object>> curves(Path folder) {
        return Results.in(folder).query("SELECT round, update_norm, loss, accuracy, roc_auc FROM round");
    }

    @Test
    void resultsAreTheSameBytesOnAnyNumberOfThreads() throws Exception {
        Path one = run("one", SMALL, 1);
        Path many = run("many", SMALL, 3);
        for (String table : List.of("run", "round", "client_round")) {
            for (String ending : List.of(".parquet", ".csv", ".json")) {
                assertThat(many.resolve(table + ending)).hasSameBinaryContentAs(one.resolve(table + ending));
            }
        }
    }

    @Test
    void whatProductionWouldRefuseIsInTheTableAndInTheSummary() throws Exception {
        Path folder = run("refused", SMALL.replace("seeds: [1, 2]", "seeds: [1]"), 2);
        Summary summary = Summary.of(Results.in(folder));
        assertThat(summary.points())
                .singleElement()
                .satisfies(point -> assertThat(point.refusals())
                        .hasSize(2)
                        .anyMatch(reason -> reason.startsWith("secureSum is false"))
                        .anyMatch(reason -> reason.startsWith("scaling is none")));
        StringWriter out = new StringWriter();
        summary.print(new PrintWriter(out, true));
        assertThat(out.toString()).contains("production would refuse this:", "  scaling is none");
    }

    @Test
    void masksChangeNoResult() throws Exception {
        Path plain = run("plain", SMALL, 2);
        Path masked = run("masked", SMALL + "secureSum: true\n", 2);
        assertThat(curves(masked)).isEqualTo(curves(plain)).hasSize(8);
    }

    @Test
    void masksOfMoreExchangesThanProductionTakesChangeNoResult() throws Exception {
        String text = SMALL.replace("seeds: [1, 2]", "seeds: [1]")
                .replace("rounds: 4", "rounds: 1")
                .replace("rows: 600", "rows: 2000")
                .replace("dirichlet: {alpha: 0.5, by: label}", "iid: {}")
                .replace("count: 6", "count: 256");
        Path plain = run("plainly", text, 2);
        Path masked = run("masked", text + "secureSum: true\n", 2);
        assertThat(curves(masked)).isEqualTo(curves(plain)).hasSize(1);
    }

    /** Groups of values that set different keys are points of their own, though their values are the same words. */
    @Test
    void pointsAreToldApartByTheirKeys() throws Exception {
        String sweep =
                "sweep: {together: [{training.learningRate: 8}, {training.batchSize: 8}, {training.epochs: 8}]}\n";
        Path folder = run("points", SMALL.replace("rounds: 4", "rounds: 1") + sweep, 2);
        Summary summary = Summary.of(Results.in(folder));
        assertThat(summary.points())
                .extracting(Summary.Point::label)
                .containsExactly("training.learningRate: 8", "training.batchSize: 8", "training.epochs: 8");
        assertThat(summary.points())
                .allSatisfy(point -> assertThat(point.seeds()).containsExactly(1L, 2L));
    }

    /** DuckDB would take such folders for columns. */
    @Test
    void aFolderMayHaveAnEqualsSignInItsName() throws Exception {
        Path folder = run("lr=0.1/seed=7", SMALL.replace("rounds: 4", "rounds: 1"), 2);
        assertThat(Results.in(folder).query("SELECT seed FROM run"))
                .containsExactly(Map.of("seed", 1L), Map.of("seed", 2L));
    }

    /** A plugin that is not there is named before the first run, not before its own. */
    @Test
    void aPluginThatWasNotGivenStopsASweepBeforeItBegins() {
        assertThatThrownBy(() -> run("plugin", SMALL + "sweep: {strategy: [fedavg, {plugin: NoSuch}]}\n", 2))
                .hasMessageContaining("plugin NoSuch of kind Strategy must be given");
        assertThat(directory.resolve("plugin")).doesNotExist();
    }

    @Test
    void whatDoesNotFitTheRowsIsSaid() throws IOException {
        Files.writeString(directory.resolve("rows.csv"), "a,b,y\n1,2,0\n2,,1\n3,4,0\n4,5,1\n");
        String table = SMALL.replace(
                        "clusters: {rows: 600, features: 6, classes: 2, distance: 2}",
                        "table: {files: [" + directory.resolve("rows.csv") + "], label: y}")
                .replace("share: 0.25", "share: 0.5");
        assertThatThrownBy(() -> run("missing", table, 1))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("data.scaling must be quantiles where a value is missing")
                .hasMessageContaining("feature b has none in row");
        String backdoor = SMALL + "attack: {modelReplacement: {feature: 50, value: 5, label: 0, share: 0.5}}\n";
        assertThatThrownBy(() -> run("feature", backdoor, 1))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("attack.modelReplacement.feature must be below 6");
    }

    /** What was judged before says nothing of the model that diverged. */
    @Test
    void aRunThatDivergedHasNoMetrics() throws Exception {
        String text = SMALL.replace("learningRate: 0.1", "learningRate: 10")
                .replace("seeds: [1, 2]", "seeds: [1]")
                .replace("distance: 2", "distance: 1000")
                .replace("mlp_classifier", "autoencoder");
        Path folder = run("diverged", text, 2);
        assertThat(Results.in(folder).query("SELECT status, loss, accuracy FROM run"))
                .containsExactly(Map.of("status", "diverged"));
        Summary.Point point = Summary.of(Results.in(folder)).points().get(0);
        assertThat(point.diverged()).isEqualTo(1);
        assertThat(point.metrics()).isEmpty();
    }

    /** The second start plays nothing; after half a run is left behind, the tables are those of an undisturbed start. */
    @Test
    void aSweepGoesOnWhereItEnded() throws Exception {
        Path whole = run("whole", SMALL, 2);
        Path half = run("half", SMALL.replace("seeds: [1, 2]", "seeds: [1]"), 2);
        Files.writeString(half.resolve("runs").resolve("0123456789abcdef.round.csv"), "half a line");
        run("half", SMALL, 2);
        assertThat(half.resolve("round.parquet")).hasSameBinaryContentAs(whole.resolve("round.parquet"));
        assertThat(half.resolve("run.parquet")).hasSameBinaryContentAs(whole.resolve("run.parquet"));
        Path before = half.resolve("timing.json");
        long lines = Files.readAllLines(before).size();
        run("half", SMALL, 2);
        assertThat(Files.readAllLines(before)).hasSize((int) lines);
    }

    /** Karimireddy et al. 2020: with several local steps averaging ends beside the optimum of unlike quadratics, SCAFFOLD in it. */
    @Test
    void scaffoldIsExactWhereAveragingIsBiased() throws Exception {
        Path folder = run("scaffold", Shipped.text("scaffold-quadratics").orElseThrow(), 2);
        List<Map<String, Object>> rows = Results.in(folder).query("SELECT strategy, loss FROM run");
        assertThat(rows).hasSize(6).allSatisfy(row -> {
            double loss = (Double) Optional.ofNullable(row.get("loss")).orElseThrow();
            if (String.valueOf(row.get("strategy")).startsWith("Scaffold")) {
                assertThat(loss).isLessThan(1e-9);
            } else {
                assertThat(loss).isGreaterThan(1e-4);
            }
        });
    }

    /** Li et al. 2021, section 3.2: personal models lie on the way to the shared one, so their loss falls by (1 + lambda)^2. */
    @Test
    void dittoEstimatesPointsAsItsClosedFormSays() throws Exception {
        String text = Shipped.text("ditto-points").orElseThrow().replace("seeds: [1, 2, 3]", "seeds: [1]");
        List<Map<String, Object>> rows =
                Results.in(run("ditto", text, 1)).query("SELECT label, figures, loss FROM run");
        double alone = personalLoss(rows.get(0));
        assertThat(alone).isGreaterThan(1);
        for (Map<String, Object> row : rows) {
            double lambda = Double.parseDouble(String.valueOf(row.get("label")));
            assertThat(personalLoss(row)).isCloseTo(alone / ((1 + lambda) * (1 + lambda)), within(1e-5));
            assertThat((Double) Optional.ofNullable(row.get("loss")).orElseThrow())
                    .isLessThan(1e-9);
        }
    }

    private static double personalLoss(Map<String, Object> row) throws IOException {
        return new ObjectMapper()
                .readTree(String.valueOf(row.get("figures")))
                .get("personal/loss/mean")
                .asDouble();
    }

    /** The state after each sum is that of production's own step, bit for bit. */
    @Test
    void aRoundIsThatOfProduction() throws Exception {
        String text = SMALL.replace("rounds: 4", "rounds: 1")
                + "strategy: {fedadam: {learningRate: 0.02, beta1: 0.9, beta2: 0.99, tau: 0.001}}\n";
        Run run = ExperimentReading.of(Path.of("e.yaml"), text).orFail().get(0);
        Ground ground = Ground.lay(run.settings(), Ground.read(run.settings(), Path.of(""), 1), 1, name -> {
            throw new AssertionError(name);
        });
        Trial trial = new Wiring(Plugins.load(List.of())).trial(run, ground);
        Recorded sums = new Recorded();
        Playing.Ended ended = new Playing(1, sums).play(trial, Quiet.LISTENER);

        TrainingPlan plan = new TrainingPlan(
                NetworkSpec.mlpClassifier(Activation.RELU, 6, 5, 1),
                new LocalPlan(1, 16, LocalOptimiser.SGD, 0.1),
                new FedAdam(0.02, 0.9, 0.99, 0.001),
                new UpdateBounds(10, 1, 24, ground.largest()),
                1,
                0,
                0);
        ParameterVector first = ParameterVector.of(trial.method().learner().start(Seeds.of(1, "first parameters")));
        TrainingState start = new TrainingState(
                plan,
                Scaler.of(ground.table().featureNames(), new double[6], new double[] {1, 1, 1, 1, 1, 1}),
                0,
                plan.server().start(first));
        TrainingState next =
                TrainingState.decode(new NetworkTraining().advance(start.encode(), OpenedSum.wrap(sums.last(), 6)));
        assertThat(ParameterVector.of(ended.parameters()))
                .isEqualTo(next.server().parameters());
    }

    @Test
    void everyShippedExperimentCanBeReadAndSaysWhatItIsFor() {
        assertThat(Shipped.NAMES).allSatisfy(name -> {
            String text = Shipped.text(name).orElseThrow();
            assertThat(text).startsWith("# ");
            assertThat(ExperimentReading.of(Path.of(name), text).problems()).isEmpty();
        });
    }
}
