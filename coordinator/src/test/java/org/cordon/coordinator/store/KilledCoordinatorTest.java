// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.cordon.config.PostgresSettings;
import org.cordon.coordinator.round.CoordinatorStore;
import org.cordon.coordinator.round.CoordinatorStore.Entry;
import org.cordon.coordinator.round.CoordinatorStore.UploadFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 while threads of a process write: what they were told is durable is there, whole and in order. */
class KilledCoordinatorTest {
    private static final int KILLS = Integer.getInteger("cordon.kills", 20);
    private static final long SEED = Long.getLong("cordon.seed", 20261121L);

    @TempDir
    Path directory;

    @Test
    void acknowledgedWritesSurviveEveryKill() throws Exception {
        survive(KILLS, () -> SqliteCoordinatorStore.open(directory), List.of(directory.toString()));
    }

    /** The server lives on. */
    @Test
    void acknowledgedWritesSurviveEveryKillOnPostgres() throws Exception {
        PostgresSettings settings = PostgresForTests.database(directory);
        survive(
                Math.max(1, KILLS / 5),
                () -> PostgresCoordinatorStore.open(settings),
                List.of(settings.url(), settings.user(), settings.passwordFile().toString()));
    }

    private static void survive(int kills, Supplier<CoordinatorStore> stores, List<String> arguments) throws Exception {
        System.out.println("kills " + kills + ", seed " + SEED);
        Random random = new Random(SEED);
        Map<String, Integer> told = new HashMap<>();
        for (int kill = 1; kill <= kills; kill++) {
            runAndKill(1 + random.nextInt(150), told, arguments);
            try (CoordinatorStore store = stores.get()) {
                for (int sender = 1; sender <= CoordinatorStoreWriter.APPENDERS; sender++) {
                    String kind = "entry" + sender;
                    told.put(kind, checkedEntries(store, sender, told.getOrDefault(kind, 0)));
                }
                told.put("compacted", checkedCompacted(store, told.getOrDefault("compacted", 0)));
                told.put("chunks", checkedUpload(store, told.getOrDefault("chunks", 0)));
            }
        }
        assertThat(told.values()).allSatisfy(count -> assertThat(count).isPositive());
    }

    private static int checkedEntries(CoordinatorStore store, int sender, int acknowledged) {
        List<Entry> own = store.journal(CoordinatorStoreWriter.APPENDED).stream()
                .filter(entry -> entry.sender() == sender)
                .toList();
        assertThat(own.size()).isBetween(acknowledged, acknowledged + 1);
        for (int number = 0; number < own.size(); number++) {
            assertThat(own.get(number)).isEqualTo(CoordinatorStoreWriter.entry(sender, number));
        }
        return own.size();
    }

    private static int checkedCompacted(CoordinatorStore store, int acknowledged) {
        List<Entry> found = store.journal(CoordinatorStoreWriter.COMPACTED);
        int number = found.isEmpty() ? 0 : found.get(0).round();
        assertThat(number).isBetween(acknowledged, acknowledged + 1);
        if (number > 0) {
            assertThat(found).isEqualTo(CoordinatorStoreWriter.compacted(number));
        }
        return number;
    }

    private static int checkedUpload(CoordinatorStore store, int acknowledged) {
        try (UploadFile upload = store.upload(CoordinatorStoreWriter.APPENDED, CoordinatorStoreWriter.UPLOAD)) {
            int chunks = (int) (upload.length() / CoordinatorStoreWriter.CHUNK_BYTES);
            assertThat(chunks).isBetween(acknowledged, acknowledged + 1);
            for (int number = 0; number < chunks; number++) {
                ByteBuffer read = ByteBuffer.allocate(CoordinatorStoreWriter.CHUNK_BYTES);
                upload.read((long) number * CoordinatorStoreWriter.CHUNK_BYTES, read);
                assertThat(read.array()).isEqualTo(CoordinatorStoreWriter.chunk(number));
            }
            return chunks;
        }
    }

    /** Kills the writer after some lines, and keeps the highest number of each kind that it reported. */
    private static void runAndKill(int lines, Map<String, Integer> told, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CoordinatorStoreWriter.class.getName()));
        command.addAll(arguments);
        Process writer = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            int read = 0;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.matches("(entry\\d|compacted|chunks) \\d+")) {
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
    }
}
