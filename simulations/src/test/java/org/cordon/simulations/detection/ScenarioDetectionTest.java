// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.detection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cordon.cli.Cordon;
import org.cordon.cli.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a scenario's name to figures. */
class ScenarioDetectionTest {
    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int detection(String... arguments) {
        List<String> all = new ArrayList<>(List.of("simulate", "detection"));
        all.addAll(List.of(arguments));
        return new Cordon(List.of(new DetectionCommands()), new PrintWriter(out), new PrintWriter(err), home)
                .run(all.toArray(String[]::new));
    }

    private String folder() {
        return home.resolve("results").toString();
    }

    @Test
    void treesOfTheThreatLearnFromInsidersAndKindsAreToldApart() throws Exception {
        assertThat(detection("--scenario", "insider", "--rounds", "4", "--seeds", "2", "--out", folder(), "--json"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK.value());
        JsonNode found = new ObjectMapper().readTree(out.toString());
        assertThat(found.get("model").asText()).isEqualTo("trees");
        assertThat(found.at("/together/rocAuc/mean").asDouble()).isGreaterThan(0.6);
        assertThat(found.at("/together/averagePrecision/mean").asDouble())
                .isEqualTo(found.at("/pooled/averagePrecision/mean").asDouble());
        assertThat(found.get("scripts").fieldNames())
                .toIterable()
                .contains("limit-raise", "account-reset", "refund", "record-copy", "key-access", "duty-key-access");
        assertThat(Files.readString(Path.of(folder(), "experiment.yaml")))
                .contains("ledger: {scenario: insider}", "rounds: 4", "depth: 3", "positiveWeight: 10.0")
                .doesNotContain("exchanges:", "scaling");
    }

    @Test
    void theTableTellsOfControlsAndModelsWithoutLabelsLearnToo() {
        assertThat(detection(
                        "--scenario",
                        "theft",
                        "--exchanges",
                        "2",
                        "--days",
                        "20",
                        "--controls",
                        "rescue,run",
                        "--model",
                        "mahalanobis",
                        "--seeds",
                        "1",
                        "--out",
                        folder()))
                .as(err.toString())
                .isEqualTo(ExitCode.OK.value());
        assertThat(out.toString())
                .contains("2 exchanges (those of scenario theft, threat hot-wallet-outflow), model mahalanobis")
                .contains("Above what 1 % of honest rows are above", "rescue", "run", "coinex");
    }

    @Test
    void aSequenceLearnsFromTheLastActionsOfAnAccount() throws Exception {
        assertThat(detection(
                        "--scenario",
                        "insider",
                        "--model",
                        "sequence",
                        "--length",
                        "4",
                        "--rounds",
                        "10",
                        "--seeds",
                        "1",
                        "--out",
                        folder(),
                        "--json"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK.value());
        JsonNode found = new ObjectMapper().readTree(out.toString());
        assertThat(found.get("model").asText()).isEqualTo("sequence");
        assertThat(found.at("/pooled/rocAuc/mean").asDouble()).isGreaterThan(0.6);
        assertThat(Files.readString(Path.of(folder(), "experiment.yaml")))
                .contains("kind: sequence_classifier, hidden: [16], length: 4", "batchSize: 32", "rounds: 10");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            --scenario fraud ; --scenario must be one of ; --help
            --scenario insider --days 30 ; must be left out with scenario insider ; --help
            --scenario takeover --days 14 ; days must be at least 35 with scenario takeover ; --help
            --scenario takeover --threat phishing ; --threat must be one of ; --help
            --scenario takeover --data rows.csv ; must be left out with --scenario ; --help
            --days 30 --data rows.csv ; must come with --scenario ; --help
            --seeds 1 ; --data must be a file of rows, but was left out ; --help
            --data rows.csv --label y --model sequence ; --model sequence must go with --scenario ; --help
            --scenario insider --model mlp --length 8 ; --length must be left out with --model mlp ; Leave --length out
            --scenario insider --model trees --length 8 ; --length must be left out with --model trees ; Leave --length out
            --scenario insider --model sequence --length 65 ; length of a sequence_classifier must be in [2, 64], but was 65 ; --help
            --scenario theft --label-delay -1 ; --label-delay must be in [0, 400] ; --help
            """)
    void aMistakeIsNamedWithItsMend(String line, String sentence, String mend) {
        assertThat(detection(line.split(" ", -1))).isEqualTo(ExitCode.USAGE.value());
        assertThat(err.toString()).contains(sentence, mend);
        assertThat(out.toString()).isEmpty();
    }
}
