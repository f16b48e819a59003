// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cordon.cli.CommandFailure;
import org.cordon.computation.StagedComputation;
import org.cordon.member.Threshold;
import org.cordon.model.Activation;
import org.cordon.model.InitialParameters;
import org.cordon.model.NetworkSpec;
import org.cordon.suite.Bytes;
import org.cordon.suite.Hashes;
import org.cordon.yaml.Binder;
import org.cordon.yaml.Lines;
import org.cordon.yaml.Node;
import org.cordon.yaml.Problem;
import org.cordon.yaml.YamlTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a charter's file may say, and that all of what it may not is said at once. */
class CharterReadingTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Threshold FIVE = new Threshold(5);
    private static final String WHOLE = """
            name: fraud
            version: 2
            purpose: Find fraud
            legalBasis: Made-up rows
            controllers: [Ash Ltd, Birch Ltd]
            dpia: 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
            schema: withdrawals-1
            privacyWaiver: Made-up rows
            columns: [a, b]
            label: c
            minSurvivors: 4
            minHonest: 3
            retention: P30D
            notBefore: 2030-01-01T00:00:00Z
            lifetime: P7D
            timing: {ready: PT60S, upload: PT30S, survivors: PT30S, reveal: PT30S, result: PT30S}
            stages:
              - scaling: {maxRows: 100, coarseBins: 64, zoomBins: 8, zooms: 1}
              - network:
                  architecture: {kind: mlp_classifier, activation: relu, layers: [4]}
                  local: {epochs: 1, batchSize: 32, optimiser: sgd, learningRate: 0.1}
                  server: {average: {learningRate: 1}}
                  clip: {clipNorm: 10, coordinateBound: 1, valueBits: 16, maxWeight: 1000}
                  rounds: 3
                  holdoutPerMille: 200
                  seed: 1
              - evaluation: {bins: 256, maxRows: 100, holdoutPerMille: 200}
            """;

    @TempDir
    private Path directory;

    private CharterReading read(String text) throws IOException {
        return CharterReading.of(Files.writeString(directory.resolve("charter.yaml"), text));
    }

    @Test
    void theFirstStateIsOfAllStagesAndHoldsTheFirstParameters() throws IOException {
        CharterFile file = read(WHOLE).orFail();

        StagedComputation.requireStages(file.firstState(), List.of("scaling", "network", "evaluation"));
        assertThat(file.firstState()).isEqualTo(read(WHOLE).orFail().firstState());
        assertThat(file.firstParameters())
                .contains(InitialParameters.draw(NetworkSpec.mlpClassifier(Activation.RELU, 2, 4, 1), 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rounds: 3 | rounds: 0 | stages[1].network.rounds must be a whole number in [1, 100000], but was \"0\" | 24",
                "optimiser: sgd | optimiser: lbfgs | optimiser must be one of [adam, sgd], but was \"lbfgs\" | 21",
                "learningRate: 0.1 | learningRate: -1 | learningRate must be a number in (0, 10], but was \"-1\" | 21",
                "{average: {learningRate: 1}} | {} | server must be one of average, adam, yogi and adagrad, but was 0 of them | 22",
                "coarseBins: 64 | coarsebins: 64 | unknown key stages[0].scaling.coarsebins | 18",
                "coarseBins: 64 | coarseBins: 63 | coarseBins must be even in [2, 4096], but was 63 | 18",
                "seed: 1 | sead: 1 | stages[1].network.seed must be set, but was not | 20",
                "lifetime: P7D | lifetime: PT0S | lifetime must be positive | 15",
                "lifetime: P7D | lifetime: a week | lifetime must be a duration such as PT30S | 15",
                "valueBits: 16 | valueBits: 64 | valueBits must be a whole number in [8, 32] | 23",
                "purpose: Find fraud | purpose: | purpose must be set, but was not | 3",
                "purpose: Find fraud | name: me | name must stand once, but stands here and in line 1 | 3",
                "label: c | label: b | label must be no feature column | 10",
                "columns: [a, b] | columns: [a, a] | columns must be distinct | 9",
                "columns: [a, b] | columns: [] | columns must have 1 to 4096 entries, but has 0 | 9",
                "columns: [a, b] | columns: a | columns must be a list | 9",
                "dpia: 00 | dpia: zz | dpia must be 64 hexadecimal digits | 6",
                "schema: with | schema: With | schema must be 1 to 64 of a-z | 7",
                "privacyWaiver: Made-up rows | label: d | label must stand once | 10",
                "notBefore: 2030-01-01T00:00:00Z | expiry: 2030-01-01T00:00:00Z | exactly one of lifetime and expiry | 14",
                "clipNorm: 10 | clipNorm: 0.5 | coordinateBound must be in (0, clipNorm] | 23",
                "layers: [4] | layers: [4, 5000] | layers[1] must be a whole number in [1, 4096] | 20",
                "PT60S | PT0S | ready must be a whole number of milliseconds | 16",
            })
    void whatIsWrongIsNamedWithItsLine(String right, String wrong, String expected, int line) throws IOException {
        CharterReading reading = read(WHOLE.replaceFirst(Pattern.quote(right), wrong));

        assertThat(reading.problems()).anySatisfy(problem -> {
            assertThat(problem.sentence()).contains(expected);
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.mend()).isNotBlank();
        });
        assertThatThrownBy(reading::orFail)
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("charter.yaml, line ");
    }

    @Test
    void everythingThatIsWrongIsReportedAtOnce() throws IOException {
        String wrong = WHOLE.replace("name: fraud", "name: Fraud!")
                .replace("rounds: 3", "rounds: none")
                .replace("bins: 256, ", "bins: 1, zoom: 2, ")
                .replace("retention: P30D\n", "");

        assertThat(read(wrong).problems())
                .extracting(Problem::place)
                .containsExactly(
                        "name",
                        "retention",
                        "stages[1].network.rounds",
                        "stages[2].evaluation.bins",
                        "stages[2].evaluation.zoom")
                .doesNotHaveDuplicates();
    }

    @Test
    void stagesThatCannotRunAreNamed() throws IOException {
        String network = WHOLE.substring(WHOLE.indexOf("  - network"), WHOLE.indexOf("  - evaluation"));

        assertThat(read(WHOLE + network).problems())
                .singleElement()
                .extracting(Problem::sentence)
                .isEqualTo("stages must have one network at the most, but this is another");
        assertThat(read(WHOLE.replace(network, "")).problems())
                .singleElement()
                .extracting(Problem::sentence)
                .isEqualTo("evaluation must come after a stage that trains a model, but comes before it");
    }

    @Test
    void whatIsNoYamlIsOneProblem() throws IOException {
        assertThat(read("name: [unclosed\npurpose: x").problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.sentence()).startsWith("the file must be YAML, but is not");
                    assertThat(problem.line()).isPositive();
                });
        assertThat(read("").problems())
                .singleElement()
                .extracting(Problem::line)
                .isEqualTo(0);
        assertThat(read("[1, 2]").problems())
                .singleElement()
                .extracting(Problem::sentence)
                .asString()
                .startsWith("the file must be keys with values");
    }

    @Test
    void whatTheConsortiumCannotKeepIsNamed() throws IOException {
        CharterReading reading = read(WHOLE);

        assertThat(reading.against(FIVE, NOW).problems()).isEmpty();
        assertThat(reading.against(new Threshold(4), NOW).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.sentence()).contains("minHonest must be in [1, 2] for 4 members");
                });
        assertThat(reading.against(FIVE, NOW.plusSeconds(864_000)).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(15);
                    assertThat(problem.sentence()).contains("it ended at 2030-01-08T00:00:00Z");
                });
    }

    @Test
    void theMeaningSaysWhatLeavesAndThatThereIsNoGuarantee() throws IOException {
        CharterMeaning meaning = CharterMeaning.of(read(WHOLE).orFail(), FIVE, NOW);

        assertThat(meaning.leaves())
                .containsExactly(
                        new Leaving("scaling", "how many rows lie in each bin of each column", 128, 4),
                        new Leaving("network", "clipped change of the model's parameters, weighted by rows", 18, 5),
                        new Leaving(
                                "evaluation", "how many held-out rows of each label have a score in each bin", 512, 3));
        // 2, 3 and 1 that are needed, and two more a stage for rounds that die
        assertThat(meaning.sums()).isEqualTo(12);
        assertThat(meaning.lines())
                .contains("members N               5", "may collude f           1")
                .anyMatch(line -> line.startsWith(CharterMeaning.NO_GUARANTEE));
    }

    /** The table of fields promises what the records keep: just outside a bound is refused without the table, too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: fraud | name: -fraud",
                "purpose: Find fraud | purpose: \" \"",
                "schema: withdrawals-1 | schema: W",
                "version: 2 | version: 0",
                "controllers: [Ash Ltd, Birch Ltd] | controllers: []",
                "retention: P30D | retention: P40000D",
                "columns: [a, b] | columns: []",
                "coarseBins: 64 | coarseBins: 4098",
                "coarseBins: 64 | coarseBins: 0",
                "zoomBins: 8 | zoomBins: 1",
                "zoomBins: 8 | zoomBins: 1025",
                "zooms: 1 | zooms: 0",
                "zooms: 1 | zooms: 5",
                "maxRows: 100, coarse | maxRows: 0, coarse",
                "maxRows: 100, coarse | maxRows: 1099511627777, coarse",
                "layers: [4] | layers: [4097]",
                "layers: [4] | layers: [0]",
                "layers: [4] | layers: [1, 1, 1, 1, 1, 1, 1, 1]",
                "epochs: 1 | epochs: 0",
                "epochs: 1 | epochs: 1001",
                "batchSize: 32 | batchSize: 0",
                "batchSize: 32 | batchSize: 65537",
                "learningRate: 0.1 | learningRate: 0",
                "learningRate: 0.1 | learningRate: 10.1",
                "{average: {learningRate: 1}} | {average: {learningRate: 100.1}}",
                "{average: {learningRate: 1}} | {adam: {learningRate: 0, beta1: 0, beta2: 0, tau: 1}}",
                "{average: {learningRate: 1}} | {adam: {learningRate: 1, beta1: 1, beta2: 0, tau: 1}}",
                "{average: {learningRate: 1}} | {adam: {learningRate: 1, beta1: 0, beta2: 1, tau: 1}}",
                "{average: {learningRate: 1}} | {adam: {learningRate: 1, beta1: 0, beta2: 0, tau: 0}}",
                "clipNorm: 10 | clipNorm: 1e10",
                "valueBits: 16 | valueBits: 7",
                "valueBits: 16 | valueBits: 33",
                "maxWeight: 1000 | maxWeight: 0",
                "rounds: 3 | rounds: 0",
                "rounds: 3 | rounds: 100001",
                "holdoutPerMille: 200 | holdoutPerMille: 901",
                "bins: 256 | bins: 1",
                "bins: 256 | bins: 65537",
                "holdoutPerMille: 200} | holdoutPerMille: 1001}",
            })
    void theRecordsKeepWhatTheTableOfFieldsPromises(String right, String wrong) {
        assertThat(unminded(WHOLE)).isFalse();
        String changed = WHOLE.replace(right, wrong);
        assertThat(changed).isNotEqualTo(WHOLE);
        assertThat(unminded(changed)).isTrue();
    }

    private static boolean unminded(String text) {
        List<Problem> problems = new ArrayList<>();
        Optional<Node> root = YamlTree.parse(text.getBytes(StandardCharsets.UTF_8), problems);
        Optional<CharterFile> file = Binder.unminding(Fields.VOCABULARY, problems, new Lines(root))
                .bind(CharterFile.class, root.orElseThrow());
        try {
            file.ifPresent(terms -> terms.charter(Hashes.blob(new byte[0]), FIVE, Bytes.EMPTY, NOW));
            return file.isEmpty();
        } catch (IllegalArgumentException refused) {
            return true;
        }
    }
}
