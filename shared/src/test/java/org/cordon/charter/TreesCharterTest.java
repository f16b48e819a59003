// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cordon.computation.Report;
import org.cordon.member.Threshold;
import org.cordon.suite.Digest;
import org.cordon.task.Charter;
import org.cordon.task.PrivacyPlan;
import org.cordon.yaml.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Charters that train boosted trees. */
class TreesCharterTest {
    private static final Instant NOW = Instant.parse("2030-01-31T00:00:00Z");
    private static final Threshold FIVE = new Threshold(5);
    private static final String PRIVACY = """
            privacy:
              unit: customer
              contributionBound: 2
              epsilon: 4
              delta: 1e-6
              clipNorm: 1
              accountant: rdp
            """;
    private static final String WHOLE = """
            name: fraud-trees
            purpose: Find fraudulent withdrawals
            legalBasis: GDPR Art. 6(1)(f)
            controllers: [Ash Exchange Ltd]
            schema: withdrawals-1
            columns: [amount, hour, age, flag]
            label: fraud
            retention: P365D
            lifetime: P7D
            stages:
              - binning: {maxRows: 100000}
              - trees: {trees: 10, depth: 3, maxRows: 100000, holdoutPerMille: 200, calibrated: true}
              - evaluation: {bins: 64, maxRows: 100000, holdoutPerMille: 200}
            """;

    @TempDir
    private Path directory;

    private CharterReading read(String text) throws IOException {
        Path file = directory.resolve("charter.yaml");
        Files.writeString(file, text);
        return CharterReading.of(file).against(FIVE, NOW);
    }

    private Charter charter(String text) throws IOException {
        CharterFile file = read(text).orFail();
        return file.charter(Digest.of(new byte[Digest.BYTES]), FIVE, file.firstState(), NOW);
    }

    /** Every level of every tree is charged, with room for rounds that die, and so are the first and the last sum. */
    @Test
    void noiseOfEverySumIsCalibratedAndCharged() throws Exception {
        PrivacyPlan plan =
                PrivacyPlan.of(charter(WHOLE + PRIVACY)).orElseThrow().requireKept();
        assertThat(plan.epsilon()).isBetween(3.9, 4.0);
        assertThat(plan.parts())
                .extracting(PrivacyPlan.Part::computation)
                .containsExactly("binning", "trees", "evaluation");
        assertThat(plan.parts().get(1).rounds()).isEqualTo(1 + 10 * 3 + 1 + 1);
        assertThat(plan.granted(plan.parts().get(1).promise().release())).isEqualTo(33);
    }

    @Test
    void aWaiverOpensTheSumsWithoutNoise() throws Exception {
        Charter waived = charter(WHOLE + "privacyWaiver: Made-up rows\n");
        assertThat(waived.stages().get(1).maxRounds()).isEqualTo(32 + 2 + 8);
        assertThat(Leaving.of(waived.stages().get(1)).what())
                .isEqualTo("sums of gradients and curvatures by node, column and bin, and rows by label");
        assertThat(CharterText.of(waived)).containsEntry("stages[1].trees.growth.learningRate", "0.1");
    }

    /** Found with the charter, not in the round that would ask for too much. */
    @Test
    void sizesThatNoSumCanHaveAreRefused() throws Exception {
        String columns = IntStream.range(0, 3000).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        String wide = (WHOLE + "privacyWaiver: Made-up rows\n")
                .replace("amount, hour, age, flag", columns)
                .replace("depth: 3", "depth: 8");
        assertThat(read(wide).problems())
                .extracting(Problem::sentence)
                .containsExactly(
                        "stages[1].trees must ask for 2^27 words at once at the most, but its last level may have 196608000");
        assertThat(read(wide.replace("{maxRows: 100000}", "{maxRows: 100000, maxBins: 63}"))
                        .problems())
                .isEmpty();
        String heavy = (WHOLE + "privacyWaiver: Made-up rows\n")
                .replace("depth: 3, maxRows: 100000", "depth: 3, positiveWeight: 10000, maxRows: 2000000");
        assertThat(read(heavy).problems())
                .extracting(Problem::sentence)
                .containsExactly(
                        "stages[1].trees: maxRows must be 1717986 or less for this positiveWeight, so that sums of"
                                + " weights have room, but was 2000000");
        String many = IntStream.range(0, 2000)
                .mapToObj(i -> "a-column-with-a-long-name-" + i + "-of-2000")
                .collect(Collectors.joining(", "));
        assertThat(read((WHOLE + "privacyWaiver: Made-up rows\n").replace("amount, hour, age, flag", many))
                        .problems())
                .extracting(Problem::sentence)
                .isNotEmpty()
                .allMatch(sentence -> sentence.contains("parameters must be at most 65536 bytes"));
        String named = (WHOLE + "privacyWaiver: Made-up rows\n").replace("flag", "\u20ac".repeat(70));
        assertThat(read(named).problems())
                .extracting(Problem::sentence)
                .isNotEmpty()
                .allMatch(sentence -> sentence.contains("feature name must be 1 to 200 bytes in UTF-8"));
    }

    /** Curvature under noise can be near 0 or below: a leaf of 0 / 0 would be as large as the noise makes it. */
    @Test
    void leavesThatWouldBeNoiseOverNothingAreRefused() throws Exception {
        for (String key : List.of("lambda", "minChildWeight")) {
            String none = WHOLE.replace("depth: 3,", "depth: 3, " + key + ": 0,");
            assertThat(read(none + "privacyWaiver: Made-up rows\n").problems()).isEmpty();
            assertThat(read(none + PRIVACY).problems())
                    .extracting(Problem::sentence)
                    .singleElement()
                    .asString()
                    .startsWith("stages[1].trees: " + key + " must be ")
                    .contains("one standard deviation of the noise on one word");
        }
        double steady =
                Double.parseDouble(CharterText.of(charter(WHOLE + PRIVACY)).get("stages[1].trees.growth.lambda"));
        assertThat(steady).isBetween(10.0, 100.0).isEqualTo(Math.rint(steady));
        assertThat(CharterText.of(charter(WHOLE + "privacyWaiver: Made-up rows\n")))
                .containsEntry("stages[1].trees.growth.lambda", "1.0");
    }

    @Test
    void aModelIsNotJudgedUnawaresOnRowsThatTrainedIt() throws Exception {
        String waived = WHOLE + "privacyWaiver: Made-up rows\n";
        assertThat(read(waived.replace(
                                "evaluation: {bins: 64, maxRows: 100000, holdoutPerMille: 200",
                                "evaluation: {bins: 64, maxRows: 100000, holdoutPerMille: 201"))
                        .problems())
                .extracting(Problem::sentence)
                .containsExactly(
                        "stages[2].evaluation: holdoutPerMille must be 200, that of training, or less, but was 201, so that"
                                + " the model would be judged on rows that trained it");
        for (int share : new int[] {100, 1000}) {
            assertThat(read(waived.replace(
                                    "evaluation: {bins: 64, maxRows: 100000, holdoutPerMille: 200",
                                    "evaluation: {bins: 64, maxRows: 100000, holdoutPerMille: " + share))
                            .problems())
                    .isEmpty();
        }
    }

    /** The card's words follow from the shares, not from hope. */
    @Test
    void theCardSaysWhichRowsItsFiguresAreOf() throws Exception {
        String waived = WHOLE + "privacyWaiver: Made-up rows\n";
        String plain = waived.replace(", calibrated: true", "");
        String all = plain.replace(
                "evaluation: {bins: 64, maxRows: 100000, holdoutPerMille: 200",
                "evaluation: {bins: 64, maxRows: 100000, holdoutPerMille: 1000");
        String none = plain.replace("  - evaluation: {bins: 64, maxRows: 100000, holdoutPerMille: 200}\n", "");
        assertThat(title(plain)).isEqualTo("Metrics, on rows held out of training");
        assertThat(title(waived)).isEqualTo("Metrics, on rows held out of training, which calibrated the scores");
        assertThat(title(all)).isEqualTo("Metrics, on rows of which training has seen some");
        assertThat(title(none)).isEqualTo("Metrics");
    }

    private String title(String text) throws IOException {
        Digest none = Digest.of(new byte[Digest.BYTES]);
        Report report = new Report("done", new TreeMap<>(), new TreeMap<>());
        String card =
                ModelCard.of(charter(text), none, FIVE, none, report, Map.of()).markdown();
        return card.lines()
                .filter(line -> line.startsWith("## Metrics"))
                .map(line -> line.substring(3))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void stagesMustFit() throws Exception {
        String without = WHOLE.replace("  - binning: {maxRows: 100000}\n", "") + "privacyWaiver: Made-up rows\n";
        assertThat(read(without).problems())
                .extracting(Problem::sentence)
                .contains("trees must come after binning, but comes before it");
        String twice = WHOLE.replace(
                        "  - evaluation",
                        "  - scaling: {maxRows: 100000}\n  - network: {architecture: {kind: mlp_classifier, activation: relu, layers:"
                                + " []}, local: {epochs: 1, batchSize: 32, optimiser: sgd, learningRate: 0.1}, server:"
                                + " {average: {learningRate: 1}}, clip: {clipNorm: 10, coordinateBound: 1, valueBits: 16,"
                                + " maxWeight: 1000}, rounds: 3, holdoutPerMille: 200, seed: 1}\n  - evaluation")
                + "privacyWaiver: Made-up rows\n";
        assertThat(List.copyOf(read(twice).problems()))
                .extracting(Problem::sentence)
                .containsExactly("stages must train one model at the most, but this trains another than trees");
    }
}
