// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.simulations.engine.RemoteWork;
import org.cordon.simulations.experiment.ExperimentReading;
import org.cordon.simulations.plugin.Plugins;
import org.cordon.simulations.results.ResultStore;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work that leaves the process as bytes comes to the same tables as work on its threads. */
class WorksiteTest {
    private static final String DATA = """
            name: remote
            seeds: [1, 2]
            rounds: 3
            data:
              clusters: {rows: 300, features: 5, classes: 2, distance: 2}
              holdout: {random: {share: 0.25}}
              partition: {dirichlet: {alpha: 0.5, by: label}}
            exchanges: {count: 6, fraction: 0.8, stragglers: {share: 0.3, send: partial}}
            model: {network: {kind: mlp_classifier, hidden: [4]}}
            """;
    private static final String GENTLE = "training: {epochs: 2, batchSize: 16, optimiser: sgd, learningRate: 0.1}\n";

    @TempDir
    Path directory;

    /** Does a round's tasks from the last to the first, each as if it came alone. */
    private record InBytes() implements Cluster {
        @Override
        public RemoteWork work(Bytes run) {
            return (order, tasks, sink) -> {
                List<Bytes> backwards = new ArrayList<>(tasks);
                Collections.reverse(backwards);
                for (Bytes task : backwards) {
                    Worksite.work("worker 1", run, order, List.of(task)).forEach(sink);
                }
            };
        }

        @Override
        public void close() {}
    }

    private Path run(String name, String text, List<Path> plugins, Optional<Cluster> cluster) throws Exception {
        Path folder = directory.resolve(name);
        Progress silent = new Progress(new PrintWriter(new StringWriter()));
        Laboratory here = new Laboratory(directory, Plugins.load(plugins), 2, silent);
        Laboratory laboratory =
                cluster.map(elsewhere -> here.on(elsewhere, text)).orElse(here);
        laboratory.run(ExperimentReading.of(Path.of("e.yaml"), text).orFail(), ResultStore.open(folder, text));
        return folder;
    }

    private Path same(String text, Path... plugins) throws Exception {
        Path here = run("here", text, List.of(plugins), Optional.empty());
        Path there = run("there", text, List.of(plugins), Optional.of(new InBytes()));
        for (String table : List.of("run", "round", "client_round")) {
            assertThat(there.resolve(table + ".csv")).hasSameTextualContentAs(here.resolve(table + ".csv"));
            assertThat(there.resolve(table + ".parquet")).hasSameBinaryContentAs(here.resolve(table + ".parquet"));
        }
        return there;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "strategy: {fedadam: {learningRate: 0.02, beta1: 0.9, beta2: 0.99, tau: 0.001}}",
                "strategy: {scaffold: {learningRate: 1}}",
                "strategy: {ditto: {lambda: 0.5}}",
                "secureSum: true\ncompare: true",
                "attack: {share: 0.3, alie: {z: 1.5}}\ndefence: {centredClipping: {radius: 0.1, iterations: 1, ownClipping: true}}",
                "attack: {share: 0.2, labelFlip: {classes: 2}}\ndefence: {krum: {keep: 2}}",
            })
    void tablesAreTheSameBytes(String more) throws Exception {
        same(DATA + GENTLE + more + "\n");
    }

    @Test
    void aModelThatDivergesDoesSoInBytes() throws Exception {
        Path folder = same(DATA.replace("mlp_classifier", "autoencoder")
                + "training: {epochs: 50, batchSize: 4, optimiser: sgd, learningRate: 10}\n");
        assertThat(folder.resolve("run.csv")).content().contains("diverged");
    }

    @Test
    void pluginsAreCompiledWhereTheyWork() throws Exception {
        Path plugin = Files.writeString(directory.resolve("Lasting.java"), """
                import java.util.Optional;
                import org.cordon.simulations.strategy.*;

                public class Lasting implements Strategy {
                    public float[] step(Mean mean) {
                        float[] next = mean.parameters().clone();
                        for (int k = 0; k < next.length; k++) next[k] += (float) (mean.update()[k] + mean.extra().get()[0]);
                        return next;
                    }
                    public Optional<double[]> extra(Own own, Local local) {
                        double[] seen = own.memory().orZeros("seen", 1);
                        seen[0] += 0.001 * own.exchange();
                        own.memory().put("seen", seen);
                        return Optional.of(seen);
                    }
                }
                """);
        same(DATA + GENTLE + "strategy: {plugin: Lasting}\n", plugin);
    }

    @Test
    void aPluginThatFailsIsNamedWithItsExchange() throws Exception {
        for (String fault : List.of("IllegalStateException", "StackOverflowError", "NoClassDefFoundError")) {
            assertThatThrownBy(() -> failing(fault))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageMatching(
                            "exchange [0-5]: Failing.java, line 7: work must end without a fault, but failed with java.lang."
                                    + fault + ": no work");
        }
    }

    private void failing(String fault) throws Exception {
        Path plugin = Files.writeString(directory.resolve("Failing.java"), """
                import org.cordon.model.LocalPlan;
                import org.cordon.simulations.learner.LocalWork;
                import org.cordon.simulations.strategy.*;

                public class Failing implements Strategy {
                    public float[] step(Mean mean) { return mean.parameters(); }
                    public LocalWork work(LocalPlan plan, Own own) { throw new FAULT("no work"); }
                }
                """.replace("FAULT", fault));
        String text = DATA + GENTLE + "strategy: {plugin: Failing}\n";
        run("failing" + fault, text, List.of(plugin), Optional.of(new InBytes()));
    }

    @Test
    void otherFilesOfDataAreRefused() throws Exception {
        Path file = directory.resolve("rows.csv");
        Files.writeString(file, "a,b,label\n1,2,0\n2,1,1\n3,1,1\n4,5,0\n");
        String text = """
                name: files
                seeds: [1]
                rounds: 1
                data:
                  table: {files: [rows.csv], label: label}
                  holdout: {random: {share: 0.5}}
                exchanges: {count: 2}
                model: {network: {kind: mlp_classifier, hidden: [2]}}
                """ + GENTLE;
        Cluster changes = new Cluster() {
            @Override
            public RemoteWork work(Bytes run) {
                try {
                    Files.writeString(file, "a,b,label\n1,2,0\n2,1,1\n3,1,1\n4,6,0\n");
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
                return new InBytes().work(run);
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> run("files", text, List.of(), Optional.of(changes)))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContainingAll("on worker 1", "must be those of the machine that asks");
    }
}
