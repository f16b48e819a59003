// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cordon.coordinator.store.CoordinatorStoreContract.SESSION;
import static org.cordon.coordinator.store.CoordinatorStoreContract.entry;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.cordon.config.PostgresSettings;
import org.cordon.coordinator.round.CoordinatorStore.Entry;
import org.cordon.coordinator.round.CoordinatorStore.UploadFile;
import org.cordon.coordinator.round.CoordinatorStore.UploadKey;
import org.cordon.disk.StoreFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads, and what becomes of writes, when the database is not as it should be. */
class PostgresFailuresTest {
    private static final Duration SHORT = Duration.ofMillis(500);

    @TempDir
    Path directory;

    private static String name(PostgresSettings settings) {
        return settings.url().substring(settings.url().lastIndexOf('/') + 1);
    }

    private static PostgresCoordinatorStore impatient(PostgresSettings settings) {
        return PostgresCoordinatorStore.open(settings, Optional.empty(), SHORT);
    }

    /** As a restart of the server or a cut of the network does. */
    private static void cut(PostgresSettings settings) {
        PostgresForTests.execute(
                "postgres",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name(settings) + "'");
    }

    private static long number(PostgresSettings settings, String select) throws SQLException {
        try (Connection connection = PostgresForTests.connect(name(settings));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(select)) {
            return result.next() ? result.getLong(1) : -1;
        }
    }

    @Test
    void aWrongPasswordIsNamed() throws IOException {
        PostgresSettings good = PostgresForTests.database(directory);
        PostgresForTests.requirePassword("stranger", "right");
        Path file = PostgresForTests.passwordFile(Files.createDirectory(directory.resolve("wrong")), "wrong");
        assertThatThrownBy(() -> impatient(new PostgresSettings(good.url(), "stranger", file)))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("the server refuses the password of stranger; correct " + file)
                .hasMessageNotContaining("wrong\n");
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        PostgresSettings settings = new PostgresSettings(
                "jdbc:postgresql://127.0.0.1:" + free + "/cordon", "cordon", PostgresForTests.passwordFile(directory));
        assertThatThrownBy(() -> impatient(settings))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("the database cordon at 127.0.0.1:" + free)
                .hasMessageContaining("the server does not answer")
                .hasMessageContaining("start it, or correct url");
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() throws IOException {
        PostgresSettings settings = new PostgresSettings(
                PostgresForTests.url("nowhere"), "postgres", PostgresForTests.passwordFile(directory));
        assertThatThrownBy(() -> impatient(settings))
                .hasMessageContaining("there is no such database; make it: createdb");
    }

    @Test
    void aPasswordFileThatOthersCanReadIsRefused() throws IOException {
        PostgresSettings settings = PostgresForTests.database(directory);
        Files.setPosixFilePermissions(settings.passwordFile(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> impatient(settings)).hasMessageContaining("run: chmod 600");
    }

    @Test
    void anUnsafeUrlIsRefused() {
        Path file = directory.resolve("password");
        assertThatThrownBy(() -> new PostgresSettings("jdbc:postgresql://db.example:5432/cordon", "cordon", file))
                .hasMessageContaining("url must ask for sslmode=verify-full, as db.example is another host");
        assertThat(new PostgresSettings("jdbc:postgresql://db.example/cordon?sslmode=verify-full", "cordon", file)
                        .toString())
                .doesNotContain("password");
        assertThatThrownBy(() -> new PostgresSettings("jdbc:postgresql://localhost/c?password=x", "cordon", file))
                .hasMessageContaining("url must name no user and no password");
        assertThatThrownBy(() -> new PostgresSettings("jdbc:h2:mem:x", "cordon", file))
                .hasMessageContaining("url must be jdbc:postgresql://host:port/database");
    }

    @Test
    void aSecondCoordinatorIsRefused() throws IOException {
        PostgresSettings settings = PostgresForTests.database(directory);
        try (PostgresCoordinatorStore first = impatient(settings)) {
            assertThatThrownBy(() -> impatient(settings))
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageContaining("another coordinator has it in use: stop that one, or give this one");
            first.append(SESSION, entry(1, 1));
        }
    }

    @Test
    void tablesOfANewerVersionAreRefusedAndLeftAlone() throws Exception {
        PostgresSettings settings = PostgresForTests.database(directory);
        impatient(settings).close();
        PostgresForTests.execute(
                name(settings),
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) VALUES (99, '99', 'x', 'SQL', 'V99__x.sql', 'x', 1, true)");
        assertThatThrownBy(() -> impatient(settings))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("are not those of this version of Cordon")
                .hasMessageContaining("start it with the version that wrote it, or a newer one");
    }

    /** Threads append while connections break: each append takes place once, in its thread's order. */
    @Test
    void lostConnectionsNeitherLoseNorRepeatAnAppend() throws Exception {
        PostgresSettings settings = PostgresForTests.database(directory);
        int threads = 4;
        int each = 60;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try (PostgresCoordinatorStore store = PostgresCoordinatorStore.open(settings)) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 1; thread <= threads; thread++) {
                int sender = thread;
                running.add(executor.submit(() -> {
                    for (int number = 0; number < each; number++) {
                        store.append(SESSION, entry(sender, number));
                        if (sender == 1 && number % 10 == 5) {
                            cut(settings);
                        }
                    }
                }));
            }
            for (Future<?> thread : running) {
                thread.get();
            }
            for (int sender = 1; sender <= threads; sender++) {
                int own = sender;
                List<Entry> expected = IntStream.range(0, each)
                        .mapToObj(number -> entry(own, number))
                        .toList();
                assertThat(store.journal(SESSION))
                        .filteredOn(entry -> entry.sender() == own)
                        .isEqualTo(expected);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void anUploadGoesOnAfterALostConnection() throws Exception {
        PostgresSettings settings = PostgresForTests.database(directory);
        try (PostgresCoordinatorStore store = PostgresCoordinatorStore.open(settings);
                UploadFile upload = store.upload(SESSION, new UploadKey(1, 1, 0, 1))) {
            upload.append(0, ByteBuffer.allocate(1_000));
            cut(settings);
            upload.append(1_000, ByteBuffer.allocate(500));
            cut(settings);
            upload.sync();
            assertThat(upload.length()).isEqualTo(1_500);
            assertThat(number(settings, "SELECT sum(octet_length(content)) FROM upload"))
                    .isEqualTo(1_500);
        }
    }

    /** What a crash of the server takes of an upload that was not forced yet. */
    @Test
    void aVectorWithALostPieceIsNotTakenForWhole() throws Exception {
        PostgresSettings settings = PostgresForTests.database(directory);
        try (PostgresCoordinatorStore store = PostgresCoordinatorStore.open(settings);
                UploadFile upload = store.upload(SESSION, new UploadKey(1, 1, 0, 1))) {
            upload.append(0, ByteBuffer.allocate(1_000));
            upload.append(1_000, ByteBuffer.allocate(500));
            PostgresForTests.execute(name(settings), "DELETE FROM upload WHERE start = 1000");
            assertThatThrownBy(upload::sync)
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageContaining("1000 of 1500 bytes are there; the member sends them again");
            assertThat(upload.length()).isEqualTo(1_000);
            upload.append(1_000, ByteBuffer.allocate(500));
            upload.sync();
        }
    }

    @Test
    void aServerThatStaysAwayEndsTheCallAndWhatWasAcknowledgedIsThere() throws Exception {
        PostgresSettings settings = PostgresForTests.database(directory);
        PostgresCoordinatorStore store = impatient(settings);
        store.append(SESSION, entry(1, 1));
        PostgresForTests.execute("postgres", "ALTER DATABASE " + name(settings) + " ALLOW_CONNECTIONS false");
        cut(settings);
        assertThatThrownBy(() -> store.append(SESSION, entry(1, 2))).isInstanceOf(StoreFailure.class);
        PostgresForTests.execute("postgres", "ALTER DATABASE " + name(settings) + " ALLOW_CONNECTIONS true");
        store.close();
        try (PostgresCoordinatorStore again = PostgresCoordinatorStore.open(settings)) {
            assertThat(again.journal(SESSION)).containsExactly(entry(1, 1));
        }
    }

    /** The first one's session broke and it did not notice; the second took the lock and went on. */
    @Test
    void whoLostTheDatabaseToAnotherChangesNothingMore() throws Exception {
        PostgresSettings settings = PostgresForTests.database(directory);
        PostgresCoordinatorStore first = impatient(settings);
        first.append(SESSION, entry(1, 1));
        cut(settings);
        try (PostgresCoordinatorStore second = PostgresCoordinatorStore.open(settings)) {
            assertThatThrownBy(() -> first.append(SESSION, entry(1, 2)))
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageContaining("another coordinator");
            second.append(SESSION, entry(2, 3));
        }
        assertThatThrownBy(() -> first.append(SESSION, entry(1, 4)))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("another coordinator has taken it since");
        first.close();
        try (PostgresCoordinatorStore third = PostgresCoordinatorStore.open(settings)) {
            assertThat(third.journal(SESSION)).containsExactly(entry(1, 1), entry(2, 3));
        }
    }

    @Test
    void oneCommitServesAppendsThatWaitTogether() throws Exception {
        PostgresSettings settings = PostgresForTests.database(directory);
        int threads = 20;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try (PostgresCoordinatorStore store = PostgresCoordinatorStore.open(settings);
                Connection holder = PostgresForTests.connect(name(settings));
                Statement statement = holder.createStatement()) {
            long before = number(settings, "SELECT changes FROM mark");
            statement.execute("BEGIN");
            statement.execute("LOCK TABLE journal IN EXCLUSIVE MODE");
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                running.add(executor.submit(() -> store.append(SESSION, entry(1, number))));
            }
            while (store.waiting() < threads - 1) {
                Thread.onSpinWait();
            }
            statement.execute("COMMIT");
            for (Future<?> thread : running) {
                thread.get();
            }
            assertThat(number(settings, "SELECT changes FROM mark") - before).isBetween(1L, 2L);
            assertThat(store.journal(SESSION)).hasSize(threads);
        } finally {
            executor.shutdownNow();
        }
    }
}
