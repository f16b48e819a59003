// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.participant.round.MemberStore.MemberRecord;
import org.cordon.suite.Randomness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 while a process writes: what it was told is durable is there, whole, and what it charged with it. */
class KilledMemberTest {
    private static final int KILLS = Integer.getInteger("cordon.kills", 20);
    private static final long SEED = Long.getLong("cordon.seed", 20261121L);

    @TempDir
    Path directory;

    @Test
    void acknowledgedRecordsSurviveEveryKill() throws Exception {
        System.out.println("kills " + KILLS + ", seed " + SEED);
        Random random = new Random(SEED);
        int last = 0;
        int lastVector = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            Map<String, Integer> told = runAndKill(1 + random.nextInt(60));
            last = told.getOrDefault("record", last);
            lastVector = told.getOrDefault("vector", lastVector);
            try (SqliteMemberStore store =
                    SqliteMemberStore.open(directory, SqliteMemberStoreTest.LOCAL, Randomness.secure())) {
                last = checkedRecord(store, last);
                requireCharged(store, last);
                lastVector = checkedVector(store, lastVector);
            }
        }
        assertThat(last).isGreaterThan(KILLS);
    }

    private static int checkedRecord(SqliteMemberStore store, int last) {
        MemberRecord found = store.load(MemberStoreWriter.SESSION).orElseThrow();
        int number = MemberStoreWriter.number(found);
        assertThat(number).isBetween(last, last + 1);
        assertThat(found).isEqualTo(MemberStoreWriter.record(number));
        return number;
    }

    /** A record is there with its charge and with all before, or neither is; no charge is there without its record. */
    private static void requireCharged(SqliteMemberStore store, int last) {
        SortedMap<String, Long> expected = new TreeMap<>();
        for (int number = 1; number <= last; number++) {
            expected.putAll(MemberStoreWriter.charge(number));
        }
        assertThat(store.ledger().under(MemberStoreWriter.CHARGES)).isEqualTo(expected);
        assertThat(store.ledger().gap()).isEmpty();
    }

    private static int checkedVector(SqliteMemberStore store, int last) {
        Optional<byte[]> found = store.loadVector(MemberStoreWriter.SESSION, MemberStoreWriter.VECTOR);
        if (found.isEmpty()) {
            assertThat(last).isZero();
            return 0;
        }
        int number = ByteBuffer.wrap(found.get()).getInt();
        assertThat(number).isBetween(last, last + 3);
        assertThat(found.get()).isEqualTo(MemberStoreWriter.vector(number));
        return number;
    }

    /** Kills the writer after some lines; the highest number of each kind that it reported. */
    private Map<String, Integer> runAndKill(int lines) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MemberStoreWriter.class.getName(),
                        directory.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<String, Integer> told = new HashMap<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            int read = 0;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.matches("(record|vector) \\d+")) {
                    int space = line.indexOf(' ');
                    told.put(line.substring(0, space), Integer.parseInt(line.substring(space + 1)));
                    read++;
                    if (read == lines) {
                        writer.toHandle().destroyForcibly();
                    }
                }
            }
            assertThat(read).as("lines of the writer").isGreaterThanOrEqualTo(lines);
        } finally {
            writer.destroyForcibly();
        }
        writer.waitFor();
        return told;
    }
}
