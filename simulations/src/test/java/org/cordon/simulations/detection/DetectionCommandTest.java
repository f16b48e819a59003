// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cordon.cli.Cordon;
import org.cordon.cli.ExitCode;
import org.cordon.simulations.laboratory.SimulateCommands;
import org.cordon.simulations.results.Results;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the command line to its document, and the mistakes on the way. */
class DetectionCommandTest {
    private static final long SEED = 4;
    private static final List<String> WAYS = List.of("alone", "scoreAveraging", "together", "pooled");

    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void rows() throws IOException {
        Random random = new Random(SEED);
        write(random, "rows.csv", "id,kind,day,x0,x1,bad", 400);
        write(random, "other.csv", "id,kind,day,x0,x1,bad", 200);
        write(random, "narrow.csv", "id,kind,day,x0,bad", 50);
        write(random, "swapped.csv", "id,kind,day,x1,x0,bad", 50);
        write(random, "test.csv", "id,kind,day,x0,x1,bad", 60);
        write(random, "rare.csv", "id,kind,day,x0,x1,bad", 12);
        Files.writeString(home.resolve("grades.csv"), "x0,bad\n0.5,0\n0.7,3\n");
    }

    private void write(Random random, String name, String header, int rows) throws IOException {
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int row = 0; row < rows; row++) {
            int bad = random.nextInt(5) == 0 ? 1 : 0;
            List<String> values = new ArrayList<>();
            for (String column : header.split(",", -1)) {
                values.add(
                        switch (column) {
                            case "id" -> "" + row;
                            case "kind" -> "abcd".substring(row % 4, row % 4 + 1);
                            case "day" -> String.format("2026-01-%02d", 1 + row % 28);
                            case "bad" -> "" + bad;
                            default -> "" + (random.nextGaussian() + 2 * bad);
                        });
            }
            text.append(String.join(",", values)).append('\n');
        }
        Files.writeString(home.resolve(name), text);
    }

    private int detection(String... arguments) {
        List<String> all = new ArrayList<>(List.of("simulate", "detection"));
        for (String argument : arguments) {
            all.add(argument.endsWith(".csv") ? home.resolve(argument).toString() : argument);
        }
        return cordon(all.toArray(String[]::new));
    }

    private int cordon(String... arguments) {
        return new Cordon(
                        List.of(new SimulateCommands(), new DetectionCommands()),
                        new PrintWriter(out),
                        new PrintWriter(err),
                        home)
                .run(arguments);
    }

    private String folder() {
        return home.resolve("results").toString();
    }

    @Test
    void treesUnderNoiseTellWhatTheyKeep() throws Exception {
        String[] line =
                ("--data rows.csv --label bad --drop-columns id|day|kind --model trees --epsilon 8 --rounds 3 --seeds 1 --out "
                                + folder())
                        .split(" ", -1);
        assertThat(detection(line)).as(err.toString()).isEqualTo(ExitCode.OK.value());
        assertThat(out.toString())
                .contains("Differential privacy, of together only: epsilon 8.000 at delta 1e-06 for a record (")
                .contains("Alone, averaged scores and pooled have no noise");
        out.getBuffer().setLength(0);
        List<String> json = new ArrayList<>(List.of(line));
        json.add("--json");
        assertThat(detection(json.toArray(String[]::new))).isEqualTo(ExitCode.OK.value());
        JsonNode privacy = new ObjectMapper().readTree(out.toString()).get("privacy");
        assertThat(privacy.get("unit").asText()).isEqualTo("record");
        assertThat(privacy.get("epsilon").asDouble()).isEqualTo(8);
        assertThat(privacy.get("spent").asDouble()).isPositive().isLessThanOrEqualTo(8);
        assertThat(privacy.get("noiseToSignal").asDouble()).isPositive();
        assertThat(Path.of(folder()).resolve("experiment.yaml")).content().contains("\nprivacy: {epsilon: 8.0}\n");
    }

    @Test
    void theDocumentHasExactlyItsShapeAndIsThatOfTheSameExperimentInAFile() throws Exception {
        assertThat(detection(
                        "--data",
                        "rows.csv",
                        "--label",
                        "bad",
                        "--drop-columns",
                        "^(id|day)$",
                        "--partition",
                        "dirichlet:0.3:kind",
                        "--seeds",
                        "2",
                        "--rounds",
                        "20",
                        "--hidden",
                        "4",
                        "--batch-size",
                        "8",
                        "--learning-rate",
                        "0.3",
                        "--exchanges",
                        "4",
                        "--out",
                        folder(),
                        "--json"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK.value());
        JsonNode found = new ObjectMapper().readTree(out.toString());
        assertThat(found.fieldNames())
                .toIterable()
                .containsExactly("model", "seeds", "alone", "scoreAveraging", "together", "pooled");
        assertThat(found.get("model").asText()).isEqualTo("mlp");
        assertThat(found.get("seeds")).extracting(JsonNode::asInt).containsExactly(1, 2);
        WAYS.forEach(way -> assertScores(found.get(way)));
        assertThat(found.at("/together/rocAuc/mean").asDouble()).isGreaterThan(0.8);

        Path file = Files.writeString(home.resolve("own.yaml"), """
                compare: true
                rounds: 20
                evaluate: {every: 10}
                name: another-name
                seeds: [1, 2]
                exchanges: {count: 4}
                strategy: {fedadam: {tau: 0.001, learningRate: 0.02, beta1: 0.9, beta2: 0.99}}
                bounds: {clipNorm: 10, coordinateBound: 1, valueBits: 24}
                model: {network: {kind: mlp_classifier, hidden: [4]}}
                training: {epochs: 1, batchSize: 8, optimiser: sgd, learningRate: 0.30}
                data:
                  partition: {dirichlet: {by: kind, alpha: 0.3}}
                  holdout: {random: {share: 0.25}}
                  scaling: quantiles
                  table:
                    label: bad
                    drop: ^(id|day)$
                    files:
                      - FILE
                """.replace(
                        "FILE", home.resolve("rows.csv").toString()));
        String own = home.resolve("own").toString();
        assertThat(cordon("simulate", "run", file.toString(), "--out", own))
                .as(err.toString())
                .isEqualTo(ExitCode.OK.value());
        String all = "SELECT * EXCLUDE (experiment, label) FROM run";
        assertThat(Results.in(Path.of(folder())).query(all))
                .hasSize(2)
                .isEqualTo(Results.in(Path.of(own)).query(all));
        assertThat(found.at("/together/averagePrecision/perSeed"))
                .extracting(JsonNode::asDouble)
                .isEqualTo(Results.in(Path.of(own)).query("SELECT average_precision AS v FROM run").stream()
                        .map(row -> row.get("v"))
                        .toList());
    }

    private static void assertScores(JsonNode scores) {
        assertThat(scores.fieldNames()).toIterable().containsExactly("averagePrecision", "rocAuc", "recallAt1PctFpr");
        for (JsonNode figure : scores) {
            assertThat(figure.fieldNames()).toIterable().containsExactly("mean", "worst", "perSeed");
            assertThat(figure.get("perSeed")).hasSize(2);
            assertThat(figure.get("mean").asDouble())
                    .isBetween(figure.get("worst").asDouble(), 1.0);
            assertThat((figure.at("/perSeed/0").asDouble()
                                    + figure.at("/perSeed/1").asDouble())
                            / 2)
                    .isCloseTo(figure.get("mean").asDouble(), within(1e-12));
        }
    }

    @Test
    void theTableIsForPeopleAndSeedsThatAreOverAreNotRepeated() {
        String[] line = {
            "--data",
            "rows.csv",
            "--data",
            "other.csv",
            "--test",
            "test.csv",
            "--label",
            "bad",
            "--drop-columns",
            "id|day|kind",
            "--rounds",
            "3",
            "--seeds",
            "1",
            "--model",
            "logistic",
            "--out",
            folder()
        };
        assertThat(detection(line)).as(err.toString()).isEqualTo(ExitCode.OK.value());
        assertThat(out.toString())
                .contains(
                        "Rows: 600 to train on",
                        "60 held out",
                        "2 features, 2 exchanges (one for each file), model logistic")
                .contains("alone, mean of 2", "alone, worst", "averaging the scores", "together", "pooled")
                .contains("Fewer than three seeds: it may be luck.")
                .contains("cordon simulate report ");
        assertThat(detection(line)).isEqualTo(ExitCode.OK.value());
        assertThat(err.toString()).contains("1 of 1 runs are over already");
    }

    @Test
    void treesTogetherAreThoseOfThePooledRows() throws Exception {
        String line = "--data rows.csv --label bad --drop-columns id|day|kind --partition dirichlet:0.5 --model trees"
                + " --rounds 8 --depth 3 --seeds 2 --json --out " + folder();
        assertThat(detection(line.split(" "))).as(err.toString()).isEqualTo(ExitCode.OK.value());
        JsonNode result = new ObjectMapper().readTree(out.toString());
        assertThat(result.get("together")).isEqualTo(result.get("pooled"));
    }

    @Test
    void rowsAreCutInTimeAndAnAutoencoderFindsWhatIsUnlike() throws Exception {
        assertThat(detection(
                        "--data",
                        "rows.csv",
                        "--label",
                        "bad",
                        "--drop-columns",
                        "^id$",
                        "--time-column",
                        "day",
                        "--train-until",
                        "2026-01-15",
                        "--test-from",
                        "2026-01-22",
                        "--partition",
                        "column:kind",
                        "--model",
                        "autoencoder",
                        "--rounds",
                        "2",
                        "--seeds",
                        "1",
                        "--out",
                        folder(),
                        "--json"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK.value());
        assertThat(new ObjectMapper().readTree(out.toString()).get("model").asText())
                .isEqualTo("autoencoder");
        assertThat(Results.in(Path.of(folder())).query("SELECT exchanges FROM run"))
                .as("one for each value of kind")
                .first()
                .extracting(row -> row.get("exchanges"))
                .isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            --data rows.csv --label bda --partition iid ; 2 ; --label must be a column of ; Did you mean bad?
            --data rows.csv --label bad --partition dirichlet:0.3:knd ; 2 ; the column of --partition must be a column of ; Did you mean kind?
            --data rows.csv --label bad --time-column dya --train-until 1 --test-from 2 ; 2 ; --time-column must be a column of ; Did you mean day?
            --data rows.csv --label bad --distinct idd ; 2 ; --distinct must be a column of ; Did you mean id?
            --data rows.csv --label bad --drop-columns id|day ; 2 ; column kind must be numeric ; --drop-columns
            --data grades.csv --label bad ; 2 ; bad must ; --label
            --data rows.csv --label bad --drop-columns ( ; 64 ; drop must be a regular expression ; --help
            --data rows.csv --label bad --drop-columns id|day|kind --test rare.csv --time-column day --train-until 1 --test-from 2 ; 64 ; --test must be left out ; --help
            --data rows.csv --label bad --time-column day ; 64 ; must be given together ; --help
            --data rows.csv --label bad --partition dirichlet ; 64 ; --partition must be iid, dirichlet:ALPHA ; dirichlet:0.3
            --data rows.csv --label bad --partition dirichlet:-1 ; 64 ; alpha must be in ; dirichlet:0.3
            --data rows.csv --label bad --partition spread:2 ; 64 ; but was spread:2 ; dirichlet:0.3
            --data rows.csv --label bad --model tree ; 64 ; --model must be one of mlp, logistic, autoencoder, ; mlp
            --data rows.csv --label bad --drop-columns id|day|kind --model trees --hidden 3 ; 64 ; --hidden must be left out with --model trees ; --hidden
            --data rows.csv --label bad --drop-columns id|day|kind --depth 3 ; 64 ; --depth must be left out with --model mlp ; --depth
            --data rows.csv --label bad --drop-columns id|day|kind --epsilon 3 ; 64 ; --epsilon must be left out with --model mlp ; cordon simulate privacy
            --data rows.csv --label bad --drop-columns id|day|kind --model trees --epsilon 0 ; 64 ; epsilon must be in (0, 100], but was 0.0 ; --help
            --data rows.csv --label bad --seeds 0 ; 64 ; --seeds must be in [1, 100] ; --help
            --data rows.csv --label bad --drop-columns id|day|kind --rounds 0 ; 64 ; rounds must be in [1, 100000] ; --help
            --data rows.csv --label bad --drop-columns id|day|kind --model logistic --hidden 3 ; 64 ; --hidden must be left out ; logistic
            --data rows.csv --label bad --drop-columns id|day|kind --model forest --hidden 3 ; 64 ; --hidden must be left out with --model forest ; Leave --hidden out
            --data rows.csv --label bad --drop-columns id|day|kind --model kmeans --epochs 3 ; 64 ; --epochs must be left out with --model kmeans ; Leave --epochs out
            --data rows.csv --label bad --drop-columns id|day|kind --model kernel --rounds 3 ; 64 ; rounds must be 1 with model.kernel ; --help
            --data rows.csv --data other.csv --label bad --drop-columns id|day|kind --exchanges 5 ; 64 ; --exchanges must be 2 ; --partition
            --data rows.csv --data narrow.csv --label bad --drop-columns id|day|kind ; 2 ; but lacks x1 ; same columns
            --data rows.csv --data swapped.csv --label bad --drop-columns id|day|kind ; 2 ; has them in another order ; same columns
            --data rows.csv --label bad --drop-columns id|day|kind --time-column day --train-until 1999 --test-from 2000 ; 2 ; but leaves 0 to train on ; --train-until
            --data rare.csv --label bad --drop-columns id|day|kind ; 2 ; there must be at least 5 rows to t ; more rows
            --data nothing.csv --label bad ; 2 ; must be a readable file ; --data
            """)
    void aMistakeIsNamedWithItsMend(String line, int exit, String sentence, String mend) {
        assertThat(detection(line.split(" "))).isEqualTo(exit);
        assertThat(err.toString()).contains(sentence, mend);
        assertThat(out.toString()).isEmpty();
        assertThat(home.resolve("results")).doesNotExist();
    }

    @Test
    void anExpressionThatDropsNothingIsWarnedOf() {
        assertThat(detection(
                        "--data", "swapped.csv", "--label", "bad", "--drop-columns", "^ident$", "--distinct", "id"))
                .isEqualTo(ExitCode.UNREADABLE_INPUT.value());
        assertThat(err.toString())
                .contains("Warning: --drop-columns ^ident$ drops nothing", "has id, kind, day, x1, x0, bad");
    }
}
