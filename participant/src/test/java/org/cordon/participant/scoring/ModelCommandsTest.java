// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Cordon;
import org.cordon.computation.Detector;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.computation.binning.Binning;
import org.cordon.computation.binning.BinningPlan;
import org.cordon.computation.trees.BoostedTrees;
import org.cordon.computation.trees.ColumnSample;
import org.cordon.computation.trees.TreesPlan;
import org.cordon.participant.contribution.ContributionContext;
import org.cordon.participant.contribution.Contributors;
import org.cordon.participant.contribution.PlainFederation;
import org.cordon.participant.data.Table;
import org.cordon.participant.training.DenseTrainer;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cordon model score} and {@code threshold}, with trees that three exchanges have trained. */
class ModelCommandsTest {
    private static final List<String> FEATURES = List.of("amount", "hour");
    private static final int ROWS = 400;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Bytes model = Bytes.EMPTY;
    private Table later = drawn(9);

    private static Table drawn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[2 * ROWS];
        float[] labels = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            values[2 * row] = random.nextInt(2000);
            values[2 * row + 1] = random.nextInt(24);
            labels[row] = values[2 * row] > 1200 && random.nextInt(20) > 0 ? 1 : 0;
        }
        return Table.of(FEATURES, ROWS, values, Optional.of(labels));
    }

    @BeforeEach
    void files() throws IOException {
        TreesPlan plan = new TreesPlan(
                FEATURES,
                5,
                2,
                new TreesPlan.Growth(0.3, 1, 1, 0),
                new ColumnSample(1, 5),
                1,
                100_000,
                0,
                false,
                Optional.empty());
        Stages stages = Stages.of(
                new Stages.Stage(
                        "binning", Binning.NAME, new BinningPlan(FEATURES, 100_000, 31, 3, Optional.empty()).encode()),
                new Stages.Stage("trees", BoostedTrees.NAME, plan.encode()));
        StagedComputation pipeline = new StagedComputation();
        List<PlainFederation.Member> members = new ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) {
            members.add(new PlainFederation.Member(drawn(seed), new ContributionContext(seed, new DenseTrainer())));
        }
        Bytes last = new PlainFederation(pipeline, Contributors.installed(), members).run(stages.encode(), Map.of());
        model = pipeline.report(last).output("trees");
        Files.write(folder.resolve("trees.bin"), model.toByteArray());
        List<String> lines = new ArrayList<>(List.of("event,hour,amount,note,fraud"));
        for (int row = 0; row < ROWS; row++) {
            lines.add("e" + row + "," + later.value(row, 1) + "," + later.value(row, 0) + ",\"a, b\","
                    + later.label(row));
        }
        Files.write(folder.resolve("later.csv"), lines);
    }

    private int run(String options) {
        String[] words = Arrays.stream(options.split(" ", -1))
                .map(word ->
                        word.startsWith("@") ? folder.resolve(word.substring(1)).toString() : word)
                .toArray(String[]::new);
        return new Cordon(ServiceLoader.load(CommandProvider.class), new PrintWriter(out), new PrintWriter(err), folder)
                .run(words);
    }

    @Test
    void aThresholdKeepsTheRateAndScoresAreTheModels() throws IOException {
        assertThat(run("model threshold @trees.bin --data @later.csv --label fraud --false-positive-rate 0.05 --json"))
                .as(err.toString())
                .isZero();
        JsonNode chosen = new ObjectMapper().readTree(out.toString());
        double threshold = chosen.get("threshold").asDouble();
        assertThat(chosen.get("falsePositiveRate").asDouble()).isBetween(0.0, 0.05);
        assertThat(chosen.get("recall").asDouble()).isGreaterThan(0.8);

        out.getBuffer().setLength(0);
        assertThat(run("model score @trees.bin --data @later.csv --key event --out @scores.csv --threshold "
                        + threshold))
                .as(err.toString())
                .isZero();
        Detector detector = new BoostedTrees().detector(model).orElseThrow();
        List<String> scores = Files.readAllLines(folder.resolve("scores.csv"));
        assertThat(scores).hasSize(ROWS + 1).startsWith("event,score,alarm");
        int falseAlarms = 0;
        int honest = 0;
        for (int row = 0; row < ROWS; row++) {
            double score = detector.score(new float[] {later.value(row, 0), later.value(row, 1)});
            boolean isAlarm = score >= threshold;
            assertThat(scores.get(row + 1)).isEqualTo("e" + row + "," + score + "," + (isAlarm ? 1 : 0));
            if (later.label(row) == 0f) {
                honest++;
                falseAlarms += isAlarm ? 1 : 0;
            }
        }
        assertThat((double) falseAlarms / honest)
                .isEqualTo(chosen.get("falsePositiveRate").asDouble());
        assertThat(chosen.get("negatives").asInt()).isEqualTo(honest);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "model score @absent.bin --kind trees --data @later.csv --out @s.csv;2;must be readable, but is not",
                "model score @trees.bin --kind forest --data @later.csv --out @s.csv;2;must be a model of stage forest",
                "model score @trees.bin --kind tree --data @later.csv --out @s.csv;64;--kind must be one of",
                "model score @trees.bin --kind scaling --data @later.csv --out @s.csv;64;must be a stage whose model scores rows",
                "model score @trees.bin --data @trees.bin --out @s.csv;2;trees.bin",
                "model score @trees.bin --data @later.csv --key who --out @s.csv;64;--key must be one of",
                "model threshold @trees.bin --data @later.csv --label fraud --false-positive-rate 1;64;must be above 0 and below 1",
                "model threshold @trees.bin --data @later.csv --label note --false-positive-rate 0.1;2;label column note must be 0 or 1",
            })
    void whatDoesNotFitIsNamed(String options, int exitCode, String sentence) {
        assertThat(run(options)).as(err.toString()).isEqualTo(exitCode);
        assertThat(err.toString()).contains(sentence);
        assertThat(folder.resolve("s.csv")).doesNotExist();
    }
}
