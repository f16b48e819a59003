// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.components.ComponentsPlan;
import org.cordon.computation.fit.FitTerms;
import org.cordon.member.Threshold;
import org.cordon.suite.Digest;
import org.cordon.task.Charter;
import org.cordon.task.PrivacyPlan;
import org.cordon.yaml.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Charters of models that are fitted by sums, of their calibration, and of what is counted about them. */
class FittedCharterTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Threshold FIVE = new Threshold(5);
    private static final String WAIVED = "privacyWaiver: Made-up rows";
    private static final String PRIVATE = "privacy: {unit: customer, contributionBound: 2, epsilon: 3, delta: 1e-6, "
            + "clipNorm: 1, accountant: rdp}";
    private static final String HEAD = """
            name: fitted
            purpose: Find what is unusual
            legalBasis: Made-up rows
            controllers: [Ash Ltd]
            schema: withdrawals-1
            %s
            columns: [amount, hour, age]
            label: fraud
            retention: P30D
            lifetime: P7D
            stages:
              - scaling: {maxRows: 100000}
            """;
    private static final String MODELS = """
              - clusters: {maxRows: 100000, holdoutPerMille: 200, clusters: 4, seed: 1}
              - components: {maxRows: 100000, holdoutPerMille: 200}
              - kernel: {maxRows: 100000, holdoutPerMille: 200, pairs: 32, seed: 1}
              - oneclass: {maxRows: 100000, holdoutPerMille: 200, pairs: 32, nu: 0.05, rounds: 10, seed: 1}
              - forest: {maxRows: 100000, holdoutPerMille: 200, trees: 20, depth: 5, seed: 1}
              - svdd: {maxRows: 100000, holdoutPerMille: 200, hidden: 8, rounds: 10, seed: 1}
              - calibration: {models: 6, bins: 64, maxRows: 100000, holdoutPerMille: 200}
            """;
    private static final String JUDGED = """
              - segments: {column: age, edges: [30, 60], falsePositiveRate: 0.01, bins: 64, maxRows: 100000, holdoutPerMille: 200}
              - evaluation: {bins: 64, maxRows: 100000, holdoutPerMille: 200}
            """;
    private static final List<String> ALL = List.of(
            "scaling",
            "clusters",
            "components",
            "kernel",
            "oneclass",
            "forest",
            "svdd",
            "calibration",
            "segments",
            "evaluation");

    @TempDir
    private Path directory;

    private CharterReading read(String text) throws IOException {
        return CharterReading.of(Files.writeString(directory.resolve("charter.yaml"), text))
                .against(FIVE, NOW);
    }

    private List<String> sentences(String text) throws IOException {
        return read(text).problems().stream().map(Problem::sentence).toList();
    }

    private Charter charter(String text) throws IOException {
        CharterFile file = read(text).orFail();
        return file.charter(Digest.of(new byte[Digest.BYTES]), FIVE, file.firstState(), NOW);
    }

    @Test
    void everyModelAndTheEnsembleOfAllHaveAFirstState() throws IOException {
        CharterFile file = read(HEAD.formatted(WAIVED) + MODELS + JUDGED).orFail();
        StagedComputation.requireStages(file.firstState(), ALL);
        assertThat(CharterText.of(charter(HEAD.formatted(WAIVED) + MODELS + JUDGED)))
                .containsEntry("stages[1].clusters.clusters", "4")
                .containsEntry("stages[8].segments.edges", "[30.0, 60.0]");
        assertThat(charter(HEAD.formatted(WAIVED) + MODELS + JUDGED).stages().stream()
                        .map(Leaving::of)
                        .map(Leaving::words)
                        .toList())
                .doesNotContain(0L)
                .contains(4L * 4, 1L + 3 + 6, 1L + 64, 2L + 64, 20L << 5, 6L * 2 * 64, 4L * 64);
    }

    @Test
    void underPrivacyEverySumIsPaidForAndTheGrantIsKept() throws IOException {
        String indicators =
                "  - indicators: {column: age, bits: 8, atLeast: 250, salt: 1, noiseMultiplierMicro: 20000000}\n";
        PrivacyPlan plan = PrivacyPlan.of(charter(HEAD.formatted(PRIVATE) + MODELS + indicators + JUDGED))
                .orElseThrow()
                .requireKept();
        assertThat(plan.parts()).hasSize(ALL.size() + 1);
        assertThat(plan.epsilon()).isBetween(2.5, 3.0);
    }

    @Test
    void theFloorOfIndicatorsIsJudgedByTheNoiseThatIsCalibrated() throws IOException {
        String indicators = "  - indicators: {column: age, bits: 8, atLeast: %d, salt: 1}\n";
        assertThat(sentences(HEAD.formatted(PRIVATE) + indicators.formatted(3)))
                .contains(
                        "stages[1].indicators: atLeast must be 28 or more so that noise of standard deviation 9.86 alone shows"
                                + " 1.0 of 256 buckets at the most, but was 3; ask for more, for fewer bits, or for less noise");
        assertThat(sentences(HEAD.formatted(PRIVATE) + indicators.formatted(28)))
                .isEmpty();
        String less = indicators.replace("atLeast", "noiseMultiplierMicro: 20000, atLeast");
        assertThat(sentences(HEAD.formatted(PRIVATE) + less.formatted(3)))
                .noneMatch(sentence -> sentence.contains("atLeast"));
    }

    /** Its sum over all and that of the ensemble over all but one differ by the histogram of that one, under two groups of the guard. */
    @Test
    void scoresOfOneModelAreNotCountedBesideThoseOfTheEnsemble() throws IOException {
        String calibration = "  - calibration: {models: 2, bins: 64, maxRows: 100000, holdoutPerMille: 200}\n";
        String components = "  - components: {maxRows: 100000, holdoutPerMille: 200}\n";
        String forest = "  - forest: {maxRows: 100000, holdoutPerMille: 200, seed: 1}\n";
        String[] judged = JUDGED.split("(?<=\\n)", -1);
        for (int i = 0; i < 2; i++) {
            String stage = i == 0 ? "segments" : "evaluation";
            assertThat(sentences(HEAD.formatted(WAIVED) + components + judged[i] + forest + calibration))
                    .singleElement()
                    .asString()
                    .startsWith("stages[2]." + stage + " must come after the calibration of several models");
        }
        assertThat(sentences(HEAD.formatted(WAIVED) + components + forest + calibration + JUDGED))
                .isEmpty();
        String binning = "  - binning: {maxRows: 100000}\n";
        String trees = "  - trees: {trees: 2, depth: 2, maxRows: 100000, holdoutPerMille: 200, calibrated: %s}\n";
        assertThat(sentences(HEAD.formatted(WAIVED) + components + binning + trees.formatted(true) + calibration))
                .singleElement()
                .asString()
                .startsWith("stages[3].trees.calibrated must be false where several models are calibrated together");
        assertThat(sentences(HEAD.formatted(WAIVED) + components + binning + trees.formatted(false) + calibration))
                .isEmpty();
        String one = calibration.replace("models: 2", "models: 1");
        assertThat(sentences(HEAD.formatted(WAIVED) + components + judged[1] + one))
                .isEmpty();
    }

    /** A norm of 1e-31 was taken by the charter and refused by the first row. */
    @Test
    void aClipNormThatLeavesNothingOfARowIsRefused() throws IOException {
        for (String stage : List.of("clusters: {clusters: 4, seed: 1,", "components: {", "svdd: {seed: 1,")) {
            String text =
                    HEAD.formatted(WAIVED) + "  - " + stage + " maxRows: 100000, holdoutPerMille: 200, clipNorm: %s}\n";
            assertThat(sentences(text.formatted("1e-31")))
                    .isNotEmpty()
                    .allMatch(sentence -> sentence.contains("clipNorm must be"));
            assertThat(sentences(text.formatted("1e-6"))).isEmpty();
        }
        assertThatThrownBy(() -> new ComponentsPlan(new FitTerms(2, 100, 0), 1e-31, 0, 0.1))
                .hasMessage("clipNorm must be in [1e-6, 1e6], but was 1.0E-31");
    }

    @Test
    void severalModelsNeedACalibrationThatCountsThem() throws IOException {
        String two = HEAD.formatted(WAIVED) + """
                  - components: {maxRows: 100000, holdoutPerMille: 200}
                  - forest: {maxRows: 100000, holdoutPerMille: 200, seed: 1}
                """;
        assertThat(sentences(two + JUDGED))
                .contains("stages must train one model at the most, but this trains another than components");
        String calibration = "  - calibration: {models: %d, bins: 64, maxRows: 100000, holdoutPerMille: 200}\n";
        assertThat(sentences(two + calibration.formatted(1) + JUDGED))
                .contains(
                        "calibration must come after all stages that train a model and make one of 1, its models, but comes"
                                + " after 2 and before 0");
        assertThat(sentences(two + calibration.formatted(2) + JUDGED)).isEmpty();
    }

    @Test
    void indicatorsAreRefusedWithoutNoiseAndSegmentsWithoutTheirColumn() throws IOException {
        String indicators = HEAD.formatted(WAIVED) + "  - indicators: {column: age, bits: 8, atLeast: 4, salt: 1}\n";
        assertThat(sentences(indicators))
                .anyMatch(sentence ->
                        sentence.contains("the charter must declare privacy, as the sum opens every count"));
        String segments = HEAD.formatted(WAIVED)
                + "  - components: {maxRows: 100000, holdoutPerMille: 200}\n"
                + JUDGED.replace("column: age", "column: region");
        assertThat(sentences(segments))
                .anyMatch(sentence -> sentence.contains("column must be one of columns, but was region"));
    }
}
