// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that writes a log with SIGKILL, wherever it is: what it had reported as durable is in the log, with the root
 * reported.
 */
class LogKillTest {
    @TempDir
    Path directory;

    private final List<String> reported = new ArrayList<>();
    private final MerkleRange edge = new MerkleRange();
    private final List<Hash> roots = new ArrayList<>(List.of(Hash.EMPTY_ROOT));

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aLogSurvivesTenKills() throws Exception {
        run(10);
    }

    @Test
    @Tag("long")
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void aLogSurvivesHundredsOfKills() throws Exception {
        run(Integer.getInteger("cordon.kills", 300));
    }

    private void run(int kills) throws Exception {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int kill = 0; kill < kills; kill++) {
            writeAndKill(random);
            check();
        }
        System.out.println("kills " + kills + ", reported " + reported.size() + ", leaves " + (roots.size() - 1));
    }

    /** Waits for some reports and kills then: by that time the process is at work on what it reports next. */
    private void writeAndKill(SplittableRandom random) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LogWriterProcess.class.getName(),
                        directory.resolve("log").toString(),
                        Long.toString(random.nextLong()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int wait = random.nextInt(1, 120);
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            int lines = 0;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                // A line that the kill cut short has no whole root.
                if (line.matches("[a-z]+ [0-9]+ [0-9a-f]{64}")) {
                    reported.add(line);
                }
                lines++;
                if (lines == wait) {
                    for (int spins = random.nextInt(2_000_000); spins > 0; spins--) {
                        Thread.onSpinWait();
                    }
                    writer.destroyForcibly();
                }
            }
            assertThat(lines).as("reports before the end").isGreaterThanOrEqualTo(wait);
        }
        assertThat(writer.waitFor()).isNotZero();
    }

    private void check() throws LogRefused {
        try (DirectoryLog log = DirectoryLog.open(directory.resolve("log"))) {
            log.forEachLeaf(0, log.size(), (index, leaf) -> {
                assertThat(leaf).isEqualTo(TestLog.leaf(index));
                if (index == edge.size()) {
                    edge.append(Hash.ofLeaf(leaf));
                    roots.add(edge.root());
                }
            });
            long checkpoint = 0;
            for (String report : reported) {
                String[] words = report.split(" ", -1);
                int size = Integer.parseInt(words[1]);
                assertThat(log.size()).isGreaterThanOrEqualTo(size);
                assertThat(roots.get(size).hex()).isEqualTo(words[2]);
                checkpoint = words[0].equals("checkpoint") ? size : checkpoint;
            }
            if (checkpoint > 0) {
                CheckpointHead head = CheckpointHead.read(log.newestCheckpoint().orElseThrow())
                        .orElseThrow();
                assertThat(head.size()).isGreaterThanOrEqualTo(checkpoint);
                assertThat(head.root()).isEqualTo(roots.get(Math.toIntExact(head.size())));
            }
        }
    }
}
