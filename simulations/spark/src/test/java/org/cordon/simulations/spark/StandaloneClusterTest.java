// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster with two workers on loopback: the same tables, byte for byte, also if an executor is killed. */
@Tag("long")
class StandaloneClusterTest {
    private static final String TEXT = """
            name: cluster
            seeds: [1]
            rounds: 40
            data:
              clusters: {rows: 20000, features: 20, classes: 2, distance: 1.5}
              holdout: {random: {share: 0.25}}
            exchanges: {count: 40, fraction: 0.9}
            model: {network: {kind: mlp_classifier, hidden: [32]}}
            training: {epochs: 4, batchSize: 16, optimiser: sgd, learningRate: 0.05}
            strategy: {scaffold: {learningRate: 1}}
            """;

    @TempDir
    Path directory;

    @Test
    void tablesAreTheSameBytesOnTwoWorkers() throws Exception {
        Experiments experiments = new Experiments(directory);
        Path file = experiments.write("e.yaml", TEXT);
        assertThat(experiments.run(file, "threads").exitCode()).isZero();
        try (StandaloneCluster cluster = new StandaloneCluster(directory, 2)) {
            Experiments.Ran ran = experiments.run(file, "spark", "--engine", "spark", "--master", cluster.master());
            assertThat(ran.exitCode()).as(ran.err()).isZero();
            experiments.same("threads", "spark");
            assertThat(cluster.work(0)).isNotEmptyDirectory();
            assertThat(cluster.work(1)).isNotEmptyDirectory();

            ExecutorService other = Executors.newSingleThreadExecutor();
            try {
                Path runs = experiments.folder("killed").resolve("runs");
                Future<Void> killing = other.submit(() -> {
                    cluster.killExecutor(1, () -> begun(runs));
                    return null;
                });
                Experiments.Ran killed =
                        experiments.run(file, "killed", "--engine", "spark", "--master", cluster.master());
                killing.get(1, TimeUnit.SECONDS);
                assertThat(killed.exitCode()).as(killed.err()).isZero();
                assertThat(killed.err()).containsPattern("Executor [0-9]+ was lost");
                experiments.same("threads", "killed");
            } finally {
                other.shutdownNow();
            }
        }
    }

    /** Whether some rounds were written down. */
    private static boolean begun(Path runs) {
        if (!Files.isDirectory(runs)) {
            return false;
        }
        try (Stream<Path> files = Files.list(runs)) {
            return files.anyMatch(file -> file.toString().endsWith(".client_round.csv")
                    && file.toFile().length() > 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
