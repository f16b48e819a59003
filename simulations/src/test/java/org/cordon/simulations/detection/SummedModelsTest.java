// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.detection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.cordon.cli.Cordon;
import org.cordon.cli.ExitCode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that are fitted by sums of rows, from the command line to its document. */
class SummedModelsTest {
    private static final long SEED = 4;

    @TempDir
    Path home;

    /** Bit for bit: the numbers in the document are the same. */
    @ParameterizedTest
    @ValueSource(strings = {"kmeans", "mahalanobis", "kernel", "ocsvm", "forest", "svdd"})
    void aModelIsTogetherWhatItIsPooled(String model) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new Cordon(List.of(new DetectionCommands()), new PrintWriter(out), new PrintWriter(err), home)
                .run(
                        "simulate",
                        "detection",
                        "--data",
                        rows().toString(),
                        "--label",
                        "bad",
                        "--exchanges",
                        "4",
                        "--seeds",
                        "2",
                        "--model",
                        model,
                        "--out",
                        home.resolve("results").toString(),
                        "--json");
        assertThat(exit).as(err.toString()).isEqualTo(ExitCode.OK.value());
        JsonNode document = new ObjectMapper().readTree(out.toString());
        assertThat(document.get("together")).isEqualTo(document.get("pooled"));
        assertThat(document.get("together").get("rocAuc").get("mean").asDouble())
                .as("rows with label 1 are the outliers")
                .isGreaterThan(0.8);
        assertThat(document.get("alone").get("averagePrecision").get("perSeed")).hasSize(2);
    }

    private Path rows() throws IOException {
        Random random = new Random(SEED);
        StringBuilder text = new StringBuilder("x0,x1,bad\n");
        for (int row = 0; row < 600; row++) {
            int bad = random.nextInt(8) == 0 ? 1 : 0;
            double spread = bad == 1 ? 8 : 1;
            text.append(random.nextGaussian() * spread)
                    .append(',')
                    .append(random.nextGaussian() * spread)
                    .append(',')
                    .append(bad)
                    .append('\n');
        }
        return Files.writeString(home.resolve("rows.csv"), text);
    }
}
