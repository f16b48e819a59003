// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cordon.simulations.experiment.ExperimentReading;
import org.cordon.simulations.experiment.Run;
import org.cordon.simulations.plugin.Plugins;
import org.cordon.simulations.results.ResultStore;
import org.cordon.simulations.results.Results;
import org.cordon.yaml.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments whose model is trees. */
class StagedTrialTest {
    private static final String SMALL = """
            name: trees
            seeds: [1]
            rounds: 6
            data:
              clusters: {rows: 1200, features: 6, classes: 2, distance: 1.5}
              holdout: {random: {share: 0.25}}
              partition: {dirichlet: {alpha: 0.5, by: label}}
            exchanges: {count: 5}
            model: {trees: {depth: 3, columnShare: 0.5}}
            compare: true
            """;

    @TempDir
    Path directory;

    private Map<String, Object> row(String name, String text, int threads) throws IOException, InterruptedException {
        Path folder = directory.resolve(name);
        List<Run> runs = ExperimentReading.of(Path.of("e.yaml"), text).orFail();
        Progress silent = new Progress(new PrintWriter(new StringWriter()));
        new Laboratory(Path.of(""), Plugins.load(List.of()), threads, silent).run(runs, ResultStore.open(folder, text));
        return Results.in(folder).query("SELECT * FROM run").get(0);
    }

    private static JsonNode figures(Map<String, Object> row) throws IOException {
        return new ObjectMapper().readTree(String.valueOf(row.get("figures")));
    }

    @Test
    void togetherIsPooledWhateverTheMasksAndTheThreads() throws Exception {
        Map<String, Object> plain = row("plain", SMALL, 1);
        Map<String, Object> masked = row("masked", SMALL + "secureSum: true\n", 2);
        for (String metric : List.of("average_precision", "roc_auc", "loss")) {
            assertThat(masked.get(metric)).as(metric).isEqualTo(plain.get(metric));
        }
        assertThat(plain.get("average_precision"))
                .isEqualTo(figures(plain).get("pooled/averagePrecision").doubleValue());
        assertThat(figures(masked)).isEqualTo(figures(plain));
        assertThat(figures(plain).has("scoreAveraging/averagePrecision")).isTrue();
        assertThat(figures(plain).has("alone/averagePrecision/worst")).isTrue();
    }

    @Test
    void sectionsThatTreesDoNotHaveAreRefused() {
        String text = SMALL.replace("data:\n", "data:\n  scaling: quantiles\n").replace("rounds: 6", "rounds: 1001")
                + "training: {epochs: 1, batchSize: 8, optimiser: sgd, learningRate: 0.1}\nstrategy: fedavg\n";
        assertThat(ExperimentReading.of(Path.of("e.yaml"), text).problems())
                .extracting(Problem::sentence)
                .contains(
                        "rounds must be in [1, 1000] with model.trees, but was 1001",
                        "training must be left out with model.trees, but was given",
                        "strategy must be left out with model.trees, but was given",
                        "data.scaling must be left out with model.trees, but was given");
    }
}
