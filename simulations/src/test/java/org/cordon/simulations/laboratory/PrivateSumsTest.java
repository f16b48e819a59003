// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.cordon.charter.CharterFile;
import org.cordon.charter.CharterReading;
import org.cordon.cli.CommandFailure;
import org.cordon.computation.Detector;
import org.cordon.member.Threshold;
import org.cordon.participant.data.Table;
import org.cordon.privacy.NoiseShare;
import org.cordon.simulations.engine.NoisyContribution;
import org.cordon.simulations.experiment.ExperimentReading;
import org.cordon.simulations.experiment.Privacy;
import org.cordon.simulations.experiment.Run;
import org.cordon.simulations.plugin.Plugins;
import org.cordon.simulations.results.ResultStore;
import org.cordon.simulations.results.Results;
import org.cordon.simulations.staged.StagedLearner;
import org.cordon.simulations.staged.StagedModel;
import org.cordon.simulations.staged.Trees;
import org.cordon.simulations.summing.PlainSumming;
import org.cordon.simulations.summing.Summing;
import org.cordon.suite.Bytes;
import org.cordon.suite.Hashes;
import org.cordon.task.PrivacyPlan;
import org.cordon.task.PrivacyTerms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs whose sums are opened under noise. */
class PrivateSumsTest {
    private static final List<String> COLUMNS = List.of("x0", "x1", "x2", "x3");
    private static final Trees TREES = new Trees(
            Optional.of(2),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(8));
    private static final StagedModel.Setting OPEN = new StagedModel.Setting(COLUMNS, 5000, 10, 1, Optional.empty());

    private static final String SMALL = """
            name: noisy
            seeds: [1]
            rounds: ROUNDS
            data:
              clusters: {rows: 1500, features: 4, classes: 2, distance: 2}
              holdout: {random: {share: 0.25}}
            exchanges: {count: 5}
            model: {MODEL: {}}
            """;

    @TempDir
    Path directory;

    private static Privacy privacy(double epsilon) {
        return new Privacy(Optional.empty(), epsilon, Optional.empty(), Optional.of(PrivacyTerms.Accountant.RDP));
    }

    private Map<String, Object> row(String name, String text, int threads) throws IOException, InterruptedException {
        Path folder = directory.resolve(name);
        List<Run> runs = ExperimentReading.of(Path.of("e.yaml"), text).orFail();
        Progress silent = new Progress(new PrintWriter(new StringWriter()));
        new Laboratory(Path.of(""), Plugins.load(List.of()), threads, silent).run(runs, ResultStore.open(folder, text));
        return Results.in(folder).query("SELECT * FROM run").get(0);
    }

    /** A charter that leaves its multipliers out finds the same. */
    @Test
    void theNoiseIsThatOfACharterWithTheSameStages() throws IOException {
        String text = """
                name: same
                purpose: a test
                legalBasis: a test
                controllers: [nobody]
                schema: none
                columns: [x0, x1, x2, x3]
                label: y
                retention: P0D
                lifetime: P1D
                privacy: {unit: record, reason: a test, epsilon: 3, delta: 1e-6, clipNorm: 1, accountant: rdp}
                stages:
                  - binning: {maxRows: 5000, maxBins: 8}
                  - trees: {trees: 10, depth: 2, maxRows: 5000, holdoutPerMille: 0}
                """;
        CharterFile file = CharterReading.of(Files.writeString(directory.resolve("c.yaml"), text))
                .orFail();
        PrivacyPlan charter = PrivacyPlan.of(
                        file.charter(Hashes.blob(new byte[0]), new Threshold(5), Bytes.EMPTY, Instant.EPOCH))
                .orElseThrow();
        PrivacyPlan ours = PrivateSums.of(privacy(3), TREES, OPEN, 5).plan();
        assertThat(ours.parts()).isEqualTo(charter.parts());
        assertThat(ours.epsilon()).isEqualTo(charter.epsilon()).isLessThanOrEqualTo(3);
    }

    /** Keeps what was opened. */
    private static final class Kept implements Summing {
        private final Summing inner = new PlainSumming();
        private final List<long[]> sums = new ArrayList<>();

        @Override
        public Round open(int number, List<Integer> cohort, int length, long maxAbs) {
            Round round = inner.open(number, cohort, length, maxAbs);
            return new Round() {
                @Override
                public void add(int exchange, long[] words) {
                    round.add(exchange, words);
                }

                @Override
                public Optional<long[]> sum() {
                    Optional<long[]> sum = round.sum();
                    sum.ifPresent(sums::add);
                    return sum;
                }

                @Override
                public Traffic traffic() {
                    return round.traffic();
                }
            };
        }
    }

    private static long[] first(StagedModel.Setting setting) throws InterruptedException {
        List<Table> empty = IntStream.range(0, 5)
                .mapToObj(any -> Table.of(COLUMNS, 0, new float[0], Optional.of(new float[0])))
                .toList();
        Kept kept = new Kept();
        Detector unused = new StagedLearner(TREES, setting).learn(empty, kept, Runnable::run, sum -> {});
        return kept.sums.get(0);
    }

    /** Exchanges without rows send nothing but noise: five shares, of which three suffice. 4,096 words: within 6 %, 5 deviations. */
    @Test
    void everyExchangeAddsItsShare() throws InterruptedException {
        PrivateSums noise = PrivateSums.of(privacy(3), TREES, OPEN, 5);
        NoiseShare share =
                NoisyContribution.share(noise.plan().parts().get(0).promise().release(), 5);
        long[] opened = first(noise.setting());
        double squares = 0;
        for (long word : opened) {
            squares += (double) word * word;
        }
        double expected = Math.sqrt(5.0 * share.variance());
        assertThat(opened.length).isGreaterThan(1000);
        assertThat(Math.sqrt(squares / opened.length) / expected)
                .isCloseTo(1, within(5 / Math.sqrt(2.0 * opened.length)));
        assertThat(first(OPEN)).containsOnly(0L);
        assertThat(first(noise.setting())).isEqualTo(opened);
    }

    @Test
    void masksAndThreadsChangeNothing() throws Exception {
        String text = SMALL.replace("ROUNDS", "1").replace("MODEL", "components")
                + "privacy: {epsilon: 8, accountant: rdp}\n";
        Map<String, Object> plain = row("plain", text, 1);
        Map<String, Object> masked = row("masked", text + "secureSum: true\n", 2);
        for (String what : List.of("average_precision", "roc_auc", "figures")) {
            assertThat(masked.get(what)).as(what).isEqualTo(plain.get(what));
        }
    }

    @ParameterizedTest
    @CsvSource({"trees,5", "clusters,3", "components,1", "kernel,1", "oneclass,5", "forest,1", "svdd,5"})
    void everyModelOfSumsTrainsUnderNoise(String model, String rounds) throws Exception {
        String text = SMALL.replace("ROUNDS", rounds).replace("MODEL", model);
        Map<String, Object> noisy = row("noisy", text + "compare: true\nprivacy: {epsilon: 20, accountant: rdp}\n", 2);
        Map<String, Object> open = row("open", text + "compare: true\n", 2);
        SortedMap<String, Double> figures = Results.numbers(noisy.get("figures"));
        Promised promised = Promised.of(List.of(figures)).orElseThrow();
        assertThat(promised.spent()).isPositive().isLessThanOrEqualTo(20);
        assertThat(promised.noiseToSignal()).isPositive();
        assertThat(promised.effectiveMultiplier()).isGreaterThanOrEqualTo(promised.noiseMultiplier());
        assertThat(noisy.get("average_precision")).isNotEqualTo(open.get("average_precision"));
        SortedMap<String, Double> others = Results.numbers(open.get("figures"));
        assertThat(Promised.of(List.of(others))).isEmpty();
        others.forEach((name, value) -> assertThat(figures).containsEntry(name, value));
    }

    @Test
    void whatNoNoiseIsEnoughForIsRefused() {
        StagedModel.Setting many = new StagedModel.Setting(COLUMNS, 5000, 1000, 1, Optional.empty());
        assertThatThrownBy(() -> PrivateSums.of(privacy(0.000001), TREES, many, 5))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("privacy: epsilon must be within reach of a noise multiplier of");
    }

    @Test
    void noiseAboveTheSignalIsToldOf() {
        assertThat(PrivateSums.of(privacy(3), TREES, OPEN, 5).refusal()).isEmpty();
        StagedModel.Setting few = new StagedModel.Setting(COLUMNS, 20, 10, 1, Optional.empty());
        assertThat(PrivateSums.of(privacy(1), TREES, few, 5).refusal().orElseThrow())
                .startsWith("privacy: the noise of stage binning is ");
    }
}
