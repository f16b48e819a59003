// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cordon.cli.Cordon;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sweeps in a process that ends at once, without any cleaning up, and are started again: what is over is not repeated, what is half is
 * done anew, and the tables are those of an undisturbed sweep.
 */
class KilledSweepTest {
    private static final int KILLED = 137;
    private static final int STOPPED = 143;
    private static final int ROUNDS = 200;

    private static final String SWEEP = """
            name: killed
            seeds: [1, 2, 3]
            rounds: 200
            data:
              quadratics: {exchanges: 4, dimensions: 3, curvature: 4, spread: 1}
              partition: {plugin: Cut}
            exchanges: {count: 4}
            model: {quadratic: {}}
            training: {epochs: 2, batchSize: 1, optimiser: sgd, learningRate: 0.05}
            strategy: {plugin: Averaging}
            """;

    /** Called once before a run begins. */
    private static final String CUT = """
            import org.cordon.simulations.partition.*;

            public class Cut implements Partition {
                private static int calls;

                public int[] assign(Rows rows, int exchanges) {
                    if (++calls == Integer.getInteger("halt.at.run", 0)) Runtime.getRuntime().halt(137);
                    int[] owner = new int[rows.table().rows()];
                    for (int row = 0; row < owner.length; row++) owner[row] = row % exchanges;
                    return owner;
                }
            }
            """;

    /** Called once in every round. */
    private static final String AVERAGING = """
            import org.cordon.simulations.strategy.*;

            public class Averaging implements Strategy {
                private static int calls;

                public float[] step(Mean mean) {
                    if (++calls == Integer.getInteger("halt.at.round", 0)) Runtime.getRuntime().halt(137);
                    if (calls == Integer.getInteger("stop.at.round", 0)) {
                        new Thread(() -> System.exit(143)).start();
                        while (!Thread.currentThread().isInterrupted()) Thread.onSpinWait();
                    }
                    float[] next = mean.parameters().clone();
                    for (int k = 0; k < next.length; k++) next[k] += (float) mean.update()[k];
                    return next;
                }
            }
            """;

    @TempDir
    Path directory;

    private final StringWriter told = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("killed.yaml"), SWEEP);
        Files.writeString(directory.resolve("Cut.java"), CUT);
        Files.writeString(directory.resolve("Averaging.java"), AVERAGING);
    }

    private List<String> line(Path folder) {
        return List.of(
                "simulate",
                "run",
                directory.resolve("killed.yaml").toString(),
                "--plugin",
                directory.resolve("Cut.java").toString(),
                "--plugin",
                directory.resolve("Averaging.java").toString(),
                "--out",
                folder.toString());
    }

    private Path run(String name) {
        Path folder = directory.resolve(name);
        int exit = new Cordon(List.of(new SimulateCommands()), new PrintWriter(told), new PrintWriter(told), directory)
                .run(line(folder).toArray(String[]::new));
        assertThat(exit).as(told.toString()).isZero();
        return folder;
    }

    private Path killed(String name, String when) throws IOException, InterruptedException {
        return ended(name, when, KILLED);
    }

    private Path ended(String name, String when, int with) throws IOException, InterruptedException {
        Path folder = directory.resolve(name);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                when,
                "-cp",
                System.getProperty("java.class.path"),
                Cordon.class.getName()));
        command.addAll(line(folder));
        Path output = directory.resolve(name + ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(with);
        return folder;
    }

    private static List<Path> runs(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("runs"))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private void goesOn(Path folder, int over) throws IOException {
        List<Path> kept = runs(folder, ".run.csv");
        assertThat(kept).hasSize(over);
        for (Path file : kept) {
            Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        }
        Path whole = run("whole");
        run(String.valueOf(folder.getFileName()));
        assertThat(told.toString())
                .contains(over + " of 3 runs are over already", (3 - over) + " of 3 runs played now");
        assertThat(kept)
                .as("rows of runs that were over, not written again")
                .allSatisfy(file ->
                        assertThat(Files.getLastModifiedTime(file).toMillis()).isZero());
        for (String table : List.of("run", "round", "client_round")) {
            for (String ending : List.of(".parquet", ".csv", ".json")) {
                assertThat(folder.resolve(table + ending)).hasSameBinaryContentAs(whole.resolve(table + ending));
            }
        }
        assertThat(folder.resolve("timing.json")).content().hasLineCount(3);
    }

    @Test
    void aRunThatWasKilledInItsMiddleIsDoneAnew() throws Exception {
        Path folder = killed("half", "-Dhalt.at.round=" + (2 * ROUNDS - 10));
        List<Path> begun = runs(folder, ".client_round.csv");
        assertThat(begun)
                .as("the run that is over and half of the next")
                .hasSize(2)
                .allSatisfy(file -> assertThat(file).isNotEmptyFile());
        assertThat(folder.resolve("run.parquet")).doesNotExist();
        goesOn(folder, 1);
    }

    /** As by Ctrl-C: who pressed it reads what is kept. */
    @Test
    void aStopIsToldWithWhatIsKept() throws Exception {
        Path folder = ended("stopped", "-Dstop.at.round=" + (ROUNDS + 10), STOPPED);
        assertThat(directory.resolve("stopped.out"))
                .content()
                .contains("The experiment was stopped.", "kept in " + folder);
        goesOn(folder, 1);
    }

    @Test
    void nothingIsRepeatedAfterAKillBetweenTwoRuns() throws Exception {
        Path folder = killed("between", "-Dhalt.at.run=3");
        assertThat(runs(folder, ".client_round.csv")).hasSize(2);
        goesOn(folder, 2);
    }
}
