// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.participant.contribution.LocalTrainer;
import org.cordon.participant.process.ExternalTrainer;
import org.cordon.simulations.engine.Playing;
import org.cordon.simulations.experiment.Experiment;
import org.cordon.simulations.experiment.ExperimentReading;
import org.cordon.simulations.experiment.Run;
import org.cordon.simulations.plugin.Plugins;
import org.cordon.simulations.python.NumPy;
import org.cordon.simulations.results.ResultStore;
import org.cordon.simulations.results.Results;
import org.cordon.simulations.summing.PlainSumming;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments whose exchanges train by docs/examples/train.py, a program of their own. */
class ExternalTrainingTest {
    private static final String SMALL = """
            name: small
            seeds: [1]
            rounds: 6
            data:
              clusters: {rows: 600, features: 6, classes: 2, distance: 1}
              holdout: {random: {share: 0.25}}
              partition: {dirichlet: {alpha: 0.5, by: label}}
            exchanges: {count: 6}
            model: {network: {kind: mlp_classifier, hidden: []}}
            training: {epochs: 2, batchSize: 16, optimiser: sgd, learningRate: 0.1}
            """;

    @TempDir
    private Path directory;

    private final StringWriter shown = new StringWriter();

    private static String external(String process) {
        return SMALL + "trainer: {process: " + process + " train.py}\n";
    }

    private static Run read(String text) {
        return ExperimentReading.of(Path.of("e.yaml"), text).orFail().get(0);
    }

    private Playing.Ended play(String text, Optional<LocalTrainer> trainer) throws InterruptedException {
        Run run = read(text);
        Ground ground = Ground.lay(run.settings(), Ground.read(run.settings(), directory, 1), 1, name -> {
            throw new AssertionError(name);
        });
        return new Playing(2, new PlainSumming())
                .play(new Wiring(Plugins.load(List.of()), trainer).trial(run, ground), Quiet.LISTENER);
    }

    private Path run(String name, String text, int threads) throws IOException, InterruptedException {
        Path folder = directory.resolve(name);
        ResultStore store = ResultStore.open(folder, text);
        new Laboratory(directory, Plugins.load(List.of()), threads, new Progress(new PrintWriter(shown)))
                .run(ExperimentReading.of(Path.of("e.yaml"), text).orFail(), store);
        return folder;
    }

    private static float largestDifference(float[] one, float[] other) {
        float largest = 0;
        for (int k = 0; k < one.length; k++) {
            largest = Math.max(largest, Math.abs(one[k] - other[k]));
        }
        return largest;
    }

    @Test
    void theExampleEqualsTheBuiltInTrainer() throws Exception {
        String python = NumPy.required();
        NumPy.copyExample(directory);
        for (String strategy : List.of("", "strategy: {fedprox: {mu: 0.5}}\n")) {
            String text = external(python) + strategy;
            Experiment.Trainer named = read(text).settings().trainer().orElseThrow();
            float[] ours = play(SMALL + strategy, Optional.empty()).parameters();
            try (ExternalTrainer trainer = Trainers.start(named, directory, line -> shown.append(line))) {
                float[] theirs = play(text, Optional.of(trainer)).parameters();
                assertThat(largestDifference(ours, theirs)).isLessThan(1e-6f);
            }
            assertThat(largestDifference(ours, new float[ours.length])).isGreaterThan(0.1f);
        }
        assertThat(shown.toString()).isEmpty();
    }

    @Test
    void resultsAreTheSameBytesOnAnyNumberOfThreadsAndWithMasks() throws Exception {
        String text = external(NumPy.required()) + "compare: true\n";
        NumPy.copyExample(directory);
        Path one = run("one", text, 1);
        Path many = run("many", text, 3);
        Path masked = run("masked", text + "secureSum: true\n", 2);
        assertThat(many.resolve("run.csv")).hasSameBinaryContentAs(one.resolve("run.csv"));
        assertThat(many.resolve("round.csv")).hasSameBinaryContentAs(one.resolve("round.csv"));
        assertThat(many.resolve("client_round.csv")).hasSameBinaryContentAs(one.resolve("client_round.csv"));
        String curve = "SELECT round, update_norm, loss, roc_auc FROM round";
        assertThat(Results.in(masked).query(curve))
                .isEqualTo(Results.in(one).query(curve))
                .hasSize(6);
    }

    @Test
    void theExperimentOfTheGuideCanBeRead() throws Exception {
        String guide = Files.readString(NumPy.file("docs/external-trainer.md"));
        String text = guide.split("```yaml\n", 2)[1].split("```", 2)[0];
        assertThat(read(text).settings().trainer()).contains(new Experiment.Trainer("python3 train.py"));
    }

    @Test
    void aChangedProgramIsAnotherRun() throws Exception {
        Run run = read(external("python3"));
        Path script = Files.writeString(directory.resolve("train.py"), "1");
        String before =
                new RunName(directory, directory, Plugins.load(List.of()).digests()).of(run);
        Files.writeString(script, "2");
        assertThat(new RunName(directory, directory, Plugins.load(List.of()).digests()).of(run))
                .isNotEqualTo(before);
    }

    @Test
    void aProgramThatFailsEndsTheExperimentWithItsWords() throws Exception {
        Files.writeString(directory.resolve("train.py"), "import sys\nsys.exit('no module named torch')\n");
        assertThatThrownBy(() -> run("failed", external("python3"), 2))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("the trainer 'python3 train.py' must answer request 1, but no byte came")
                .hasMessageContaining("no module named torch");
        assertThat(shown.toString()).contains("trainer: no module named torch");
        assertThatThrownBy(() -> run("missing", external("no-such-python"), 2))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("trainer.process must begin with a program in " + directory);
    }

    @Test
    void whatNoProgramCanDoIsRefusedBeforeTheFirstRound() throws Exception {
        for (String strategy : List.of("scaffold: {learningRate: 1}", "ditto: {lambda: 0.1}")) {
            assertThatThrownBy(() -> run("refused", external("python3") + "strategy: {" + strategy + "}\n", 1))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("trainer must go with a strategy that leaves local steps alone");
        }
        assertThat(ExperimentReading.of(Path.of("e.yaml"), SMALL + "trainer: {process: \"'\"}\n")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.in("e.yaml")).contains("process must close every quote"));
    }
}
