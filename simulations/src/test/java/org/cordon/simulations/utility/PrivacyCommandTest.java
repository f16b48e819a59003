// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.utility;

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
import java.util.SplittableRandom;
import org.cordon.cli.Cordon;
import org.cordon.cli.ExitCode;
import org.cordon.simulations.laboratory.SimulateCommands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the command line to its document, and the mistakes on the way. */
class PrivacyCommandTest {
    private static final long SEED = 11;
    private static final int ROWS = 2000;

    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int privacy(String... arguments) {
        List<String> all = new ArrayList<>(List.of("simulate", "privacy"));
        for (String argument : arguments) {
            all.add(argument.endsWith(".csv") ? home.resolve(argument).toString() : argument);
        }
        return new Cordon(
                        List.of(new SimulateCommands(), new PrivacyCommands()),
                        new PrintWriter(out),
                        new PrintWriter(err),
                        home)
                .run(all.toArray(String[]::new));
    }

    /** Two features tell the label apart but for some rows; the file's third is as good as noise. */
    private void easy() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        StringBuilder text = new StringBuilder("x0,x1,other,bad\n");
        for (int row = 0; row < ROWS; row++) {
            int bad = random.nextInt(4) == 0 ? 1 : 0;
            text.append(random.nextGaussian() + 2 * bad)
                    .append(',')
                    .append(random.nextGaussian() + 2 * bad)
                    .append(',')
                    .append(random.nextGaussian())
                    .append(',')
                    .append(bad)
                    .append('\n');
        }
        Files.writeString(home.resolve("easy.csv"), text);
    }

    @Test
    void theLessPrivacyTheBetterTheDetectorAndTheDocumentHasExactlyItsShape() throws Exception {
        easy();
        String line = "--data easy.csv --label bad --exchanges 5 --epsilons 0.5,8,none --seeds 2 --sampling-rate 0.2"
                + " --steps 60 --learning-rate 0.02 --hidden 4 --json";
        assertThat(privacy(line.split(" "))).as(err.toString()).isEqualTo(ExitCode.OK.value());
        JsonNode found = new ObjectMapper().readTree(out.toString());
        assertThat(found.fieldNames())
                .toIterable()
                .containsExactly("exchanges", "records", "features", "seeds", "training", "lines");
        assertThat(found.get("exchanges").asInt()).isEqualTo(5);
        assertThat(found.get("records").asInt()).isEqualTo(ROWS * 3 / 4);
        assertThat(found.get("seeds")).extracting(JsonNode::asInt).containsExactly(1, 2);
        assertThat(found.at("/training/samplingRate").asDouble()).isEqualTo(0.2);
        JsonNode lines = found.get("lines");
        assertThat(lines).hasSize(3);
        assertThat(lines.at("/0/epsilon").asDouble()).isEqualTo(0.5);
        assertThat(lines.at("/2/epsilon").isNull()).isTrue();
        assertThat(lines.at("/2/noise").isNull()).isTrue();
        assertThat(lines.at("/2/central").isNull()).isTrue();
        for (JsonNode each : lines) {
            assertThat(each.fieldNames())
                    .toIterable()
                    .containsExactly("epsilon", "federated", "central", "kept", "noise");
            assertFigure(each.get("federated"));
        }
        for (int noisy = 0; noisy < 2; noisy++) {
            assertFigure(lines.get(noisy).get("central"));
            assertNoise(
                    lines.get(noisy).get("noise"),
                    lines.get(noisy).get("epsilon").asDouble());
        }
        double strict = lines.at("/0/federated/mean").asDouble();
        double loose = lines.at("/1/federated/mean").asDouble();
        double none = lines.at("/2/federated/mean").asDouble();
        assertThat(none).as("average precision without noise").isGreaterThan(0.85);
        assertThat(loose).as("at epsilon 8").isBetween(0.8 * none, 1.02 * none);
        assertThat(strict).as("at epsilon 0.5").isLessThan(loose - 0.02);
        assertThat(lines.at("/1/kept").asDouble()).isCloseTo(loose / none, within(1e-12));
        assertThat(lines.at("/0/noise/multiplier").asDouble())
                .isGreaterThan(2 * lines.at("/1/noise/multiplier").asDouble());
    }

    private static void assertFigure(JsonNode figure) {
        assertThat(figure.fieldNames()).toIterable().containsExactly("mean", "worst", "interval", "perSeed");
        double first = figure.at("/perSeed/0").asDouble();
        double second = figure.at("/perSeed/1").asDouble();
        assertThat(figure.get("mean").asDouble()).isCloseTo((first + second) / 2, within(1e-12));
        assertThat(figure.get("worst").asDouble()).isEqualTo(Math.min(first, second));
        assertThat(figure.at("/interval/high").asDouble()
                        - figure.at("/interval/low").asDouble())
                .as("two seeds have one degree of freedom")
                .isCloseTo(12.706 * Math.abs(first - second), within(1e-9));
    }

    private static void assertNoise(JsonNode noise, double epsilon) {
        assertThat(noise.fieldNames())
                .toIterable()
                .containsExactly(
                        "epsilonSpent",
                        "multiplier",
                        "effectiveMultiplier",
                        "noiseToSignal",
                        "countsMultiplier",
                        "countsNoiseToSignal",
                        "refusal");
        assertThat(noise.get("epsilonSpent").asDouble()).isBetween(0.9 * epsilon, epsilon);
        assertThat(noise.get("effectiveMultiplier").asDouble())
                .as("five of five send noise, one may tell its own, and that of three suffices")
                .isCloseTo(noise.get("multiplier").asDouble() * Math.sqrt(4.0 / 3), within(1e-3));
    }

    @Test
    void generatedRowsNeedNoFileAndTheSameSeedsGiveTheSame() {
        String[] line = ("--data generated --records 300 --epsilons 8 --seeds 1 --first-seed 4 --steps 3 --hidden 4"
                        + " --without-central")
                .split(" ");
        assertThat(privacy(line)).as(err.toString()).isEqualTo(ExitCode.OK.value());
        String first = out.toString();
        assertThat(first)
                .contains("1,500 records of 24 features at 5 exchanges; delta 1e-6 for a record; 1 seed.")
                .contains("Fewer than three seeds: it may be luck.");
        out.getBuffer().setLength(0);
        assertThat(privacy(line)).isEqualTo(ExitCode.OK.value());
        assertThat(out).hasToString(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            --data generated --epsilons 1,much ; 64 ; --epsilons must be a list of numbers in [0.01, 100] and none, but was much
            --data generated --epsilons 0 ; 64 ; --epsilons must be a list of numbers in [0.01, 100] and none, but was 0
            --data generated --delta-exponent 2 ; 64 ; --delta-exponent must be in [3, 18], but was 2
            --data generated --sampling-rate 1 ; 64 ; --sampling-rate must be in (0, 1), but was 1.0
            --data generated --steps 0 ; 64 ; --steps must be in [1, 10000], but was 0
            --data generated --clip 0 ; 64 ; --clip must be in [0.000001, 1000000], but was 0.0
            --data generated --learning-rate -1 ; 64 ; --learning-rate must be in (0, 100], but was -1.0
            --data generated --hidden 0 ; 64 ; --hidden must be up to seven numbers in [1, 4096], but was [0]
            --data generated --seeds 0 ; 64 ; --seeds must be in [1, 100], but was 0
            --data generated --records 5 ; 64 ; --records must be in [100, 1000000], but was 5
            --data generated --exchanges 4 ; 64 ; --exchanges must be 5 with --data generated, but was 4
            --data generated --label bad ; 64 ; options of files must be left out with --data generated
            --data easy.csv ; 64 ; --label must be a column of the files of --data, but was left out
            --data nothing.csv --label bad ; 2 ; must be a readable file
            """)
    void aMistakeIsASentence(String line, int exit, String sentence) {
        assertThat(privacy(line.split(" "))).isEqualTo(exit);
        assertThat(err.toString()).contains(sentence);
        assertThat(out.toString()).isEmpty();
    }
}
