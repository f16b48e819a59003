// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cordon.simulations.experiment.ExperimentReading;
import org.cordon.simulations.experiment.Run;
import org.cordon.simulations.plugin.Plugins;
import org.cordon.simulations.results.ResultStore;
import org.cordon.simulations.results.Results;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a federation is measured against. */
class ComparisonTest {
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

    private static JsonNode figures(Path folder) throws IOException {
        return new ObjectMapper()
                .readTree(String.valueOf(Results.in(folder)
                        .query("SELECT figures FROM run")
                        .get(0)
                        .get("figures")));
    }

    /** The federation is held by its bounds where models without them diverge: they are counted, and the run is kept. */
    @Test
    void aComparatorThatDivergesEndsNoSweep() throws Exception {
        String text = SMALL.replace("learningRate: 0.1", "learningRate: 10")
                .replace("seeds: [1, 2]", "seeds: [1]")
                .replace("rounds: 4", "rounds: 30")
                .replace("distance: 2", "distance: 10")
                .replace("dirichlet: {alpha: 0.5, by: label}", "iid: {}")
                .replace("hidden: [5]", "hidden: []")
                .replace("clipNorm: 10, coordinateBound: 1", "clipNorm: 0.5, coordinateBound: 0.5")
                .replace("mlp_classifier", "autoencoder");
        Path folder = run("compared", text + "compare: true\n", 2);
        assertThat(Results.in(folder).query("SELECT status FROM run")).containsExactly(Map.of("status", "done"));
        assertThat(figures(folder).toString()).isEqualTo("{\"alone/diverged\":6.0,\"pooled/diverged\":1.0}");
    }

    /** A model of one round is compared with models of one pass. */
    @Test
    void comparatorsStopWhereTheFederationDoes() throws Exception {
        String text = SMALL.replace("seeds: [1, 2]", "seeds: [1]") + "compare: true\n";
        Path one = run("one round", text.replace("rounds: 4", "rounds: 1"), 2);
        Path stopped = run("stopped", text + "evaluate: {target: {accuracy: 0.01}, stop: true}\n", 2);
        assertThat(figures(stopped)).isEqualTo(figures(one));
    }

    /** The last file has only rows after the moment: still an exchange, though not one that learns alone. */
    @Test
    void anExchangeWithoutRowsIsNoModel() throws Exception {
        for (int file = 0; file < 3; file++) {
            StringBuilder rows = new StringBuilder("day,x,y\n");
            for (int row = 0; row < 40; row++) {
                rows.append(file == 2 ? 9 : row % 10)
                        .append(',')
                        .append(row % 3 + row % 2)
                        .append(',')
                        .append(row % 2)
                        .append('\n');
            }
            Files.writeString(directory.resolve(file + ".csv"), rows);
        }
        String text = "name: few\nseeds: [1]\nrounds: 2\ndata:\n  table: {files: ["
                + directory.resolve("0.csv") + ", " + directory.resolve("1.csv") + ", " + directory.resolve("2.csv")
                + "], label: y}\n  holdout: {time: {column: day, trainUntil: '8', testFrom: '8'}}\n"
                + "model: {network: {kind: mlp_classifier, hidden: []}}\n"
                + "training: {epochs: 1, batchSize: 8, optimiser: sgd, learningRate: 0.1}\ncompare: true\n";
        Path folder = run("few", text, 2);
        assertThat(
                        Results.in(folder)
                                .query(
                                        "SELECT exchanges, (SELECT count(DISTINCT exchange) FROM client_round) AS asked FROM run"))
                .containsExactly(Map.of("exchanges", 3, "asked", 3L));
        assertThat(figures(folder).get("alone/untrained").asInt()).isEqualTo(1);
        assertThat(figures(folder).has("scoreAveraging/accuracy")).isTrue();
    }
}
