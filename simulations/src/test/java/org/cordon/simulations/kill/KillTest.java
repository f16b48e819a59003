// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills coordinator and participants, processes of their own over gRPC with durable stores, at named durability points: no
 * acknowledged state is lost, no round is opened or endorsed twice, every sum is exact, and the task finishes.
 */
class KillTest {
    @TempDir
    Path directory;

    @Test
    void aTaskSurvivesKillsOfAllItsProcesses() throws Exception {
        run(14, 12, Duration.ofMinutes(12));
    }

    @Test
    @Tag("long")
    void tasksSurviveTwoHundredKills() throws Exception {
        Map<String, Integer> hits = run(Integer.getInteger("cordon.kills", 200), 40, Duration.ofMinutes(60));
        assertThat(KillRun.POINTS)
                .allSatisfy(point ->
                        assertThat(hits.getOrDefault(point, 0)).as(point).isGreaterThanOrEqualTo(5));
    }

    private Map<String, Integer> run(int kills, int rounds, Duration within) throws Exception {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Map<String, Integer> hits = new KillRun(directory, seed, kills, rounds, within).run();
        System.out.println("hits " + hits);
        return hits;
    }
}
