// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark in this process: the same tables, byte for byte, as the threads of this process. */
class LocalSparkTest {
    @TempDir
    Path directory;

    /** Rows from a file, scaled; control variates that travel both ways; attackers that wait for the others; a partition of a plugin. */
    @Test
    void tablesAreTheSameBytes() throws IOException {
        Experiments experiments = new Experiments(directory);
        StringBuilder rows = new StringBuilder("a,b,c,label\n");
        for (int row = 0; row < 400; row++) {
            rows.append(row % 7).append(',').append(row * row % 31).append(',').append(row % 5 - row % 3);
            rows.append(',').append(row % 2).append('\n');
        }
        experiments.write("rows.csv", rows.toString());
        Path plugin = experiments.write("RoundRobin.java", """
                import org.cordon.simulations.partition.*;

                public class RoundRobin implements Partition {
                    public int[] assign(Rows rows, int exchanges) {
                        int[] owner = new int[rows.table().rows()];
                        for (int i = 0; i < owner.length; i++) owner[i] = i % exchanges;
                        return owner;
                    }
                }
                """);
        Path file = experiments.write("e.yaml", """
                name: here-and-there
                seeds: [1, 2]
                rounds: 3
                data:
                  table: {files: [rows.csv], label: label}
                  holdout: {random: {share: 0.25}}
                  partition: {plugin: RoundRobin}
                  scaling: quantiles
                exchanges: {count: 9, fraction: 0.8}
                model: {network: {kind: mlp_classifier, hidden: [5]}}
                training: {epochs: 2, batchSize: 8, optimiser: sgd, learningRate: 0.1}
                attack: {share: 0.3, alie: {z: 1}}
                sweep:
                  strategy: [{scaffold: {learningRate: 1}}, {ditto: {lambda: 0.5}}]
                """);
        assertThat(experiments.run(file, "threads", "--plugin", plugin.toString()))
                .extracting(Experiments.Ran::exitCode)
                .isEqualTo(0);
        assertThat(experiments.run(
                        file, "spark", "--plugin", plugin.toString(), "--engine", "spark", "--master", "local[2]"))
                .as("on Spark")
                .extracting(Experiments.Ran::exitCode)
                .isEqualTo(0);
        experiments.same("threads", "spark");
    }

    @Test
    void theFlagsAreThoseThatSparkNames() throws IOException {
        List<String> named = new ArrayList<>(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        named.removeIf(flag -> !flag.startsWith("--add-opens"));
        assertThat(Files.readAllLines(Path.of("jvm.options"))).containsAll(named);
    }
}
