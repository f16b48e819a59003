// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.cordon.coordinator.round.CoordinatorStore;
import org.cordon.coordinator.round.CoordinatorStore.Entry;
import org.cordon.coordinator.round.CoordinatorStore.StoredTask;
import org.cordon.coordinator.round.CoordinatorStore.UploadFile;
import org.cordon.coordinator.round.CoordinatorStore.UploadKey;
import org.cordon.disk.SqliteFile;
import org.cordon.disk.StoreFailure;
import org.cordon.suite.Bytes;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SqliteCoordinatorStoreTest extends CoordinatorStoreContract {
    @TempDir
    Path directory;

    @Override
    CoordinatorStore open() {
        return SqliteCoordinatorStore.open(root());
    }

    @Override
    CoordinatorStore reopen(CoordinatorStore closed) {
        return open();
    }

    private Path root() {
        return directory.resolve("store");
    }

    @Test
    void onlyOneMayHaveTheDirectoryOpen() {
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("the store directory " + root() + " must be open in one process only");
    }

    @Test
    void aDamagedDatabaseIsNamedWithItsMend() throws IOException {
        Path root = directory.resolve("damaged");
        SqliteCoordinatorStore.open(root).close();
        Path file = root.resolve("coordinator.db");
        Files.write(file, "this is no database, whoever wrote it".repeat(200).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> SqliteCoordinatorStore.open(root))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("is damaged")
                .hasMessageContaining("move " + root + " away whole");
    }

    @Test
    void aFullDiskIsSaidAndTheStoreGoesOnWhenThereIsRoomAgain() throws SQLException {
        Path file = directory.resolve("full.db");
        SqliteFile database = SqliteFile.at(file);
        Connection connection = SqliteCoordinatorStore.MIGRATIONS.migrated(database);
        try (GroupCommit group = new GroupCommit(new SqliteDatabase(database, connection));
                Statement limit = connection.createStatement()) {
            limit.execute("PRAGMA max_page_count=30");
            assertThatThrownBy(() -> group.commit("append to the journal", c -> insert(c, new byte[200_000])))
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageContaining("cannot append to the journal in the database " + file)
                    .hasMessageContaining("its disk has no space left");
            limit.execute("PRAGMA max_page_count=3000");
            group.commit("append to the journal", c -> insert(c, new byte[200_000]));
        }
    }

    @Test
    void aChangeWithABugIsRolledBackAndTheStoreGoesOn() throws SQLException {
        SqliteFile database = SqliteFile.at(directory.resolve("bug.db"));
        Connection connection = SqliteCoordinatorStore.MIGRATIONS.migrated(database);
        try (GroupCommit group = new GroupCommit(new SqliteDatabase(database, connection))) {
            assertThatThrownBy(() -> group.commit("append to the journal", c -> {
                        insert(c, new byte[1]);
                        throw new IllegalStateException("bug");
                    }))
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageContaining("a change could not be applied: bug");
            group.commit("append to the journal", c -> insert(c, new byte[2]));
            int rows = group.read("count", c -> {
                try (Statement count = c.createStatement();
                        ResultSet result = count.executeQuery("SELECT count(*) FROM journal")) {
                    return result.next() ? result.getInt(1) : -1;
                }
            });
            assertThat(rows).isEqualTo(1);
        }
    }

    private static void insert(Connection connection, byte[] content) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO journal (session, kind, epoch, round, attempt, sender, content)"
                        + " VALUES (?, 'ready', 1, 2, 3, 4, ?)")) {
            insert.setBytes(1, SESSION.toByteArray());
            insert.setBytes(2, content);
            insert.executeUpdate();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskUnderAnUploadIsSaid() throws IOException {
        try (CoordinatorStore store = SqliteCoordinatorStore.open(directory.resolve("uploads"))) {
            store.upload(SESSION, new UploadKey(1, 1, 0, 1)).close();
            Path file = directory.resolve("uploads/uploads/" + SESSION.hex()).resolve("1-1-0-2.part");
            Files.createSymbolicLink(file, Path.of("/dev/full"));
            try (UploadFile upload = store.upload(SESSION, new UploadKey(1, 1, 0, 2))) {
                assertThatThrownBy(() -> upload.append(0, ByteBuffer.allocate(10)))
                        .isInstanceOf(StoreFailure.class)
                        .hasMessageContaining(file.toString())
                        .hasMessageContaining("its disk has no space left");
            }
            Files.delete(file);
        }
    }

    /** Closing the channel is what the JDK does when a thread that writes is interrupted. */
    @Test
    void anInterruptedThreadDoesNotEndTheUploadForTheOthers() {
        try (CoordinatorStore store = SqliteCoordinatorStore.open(directory.resolve("interrupted"));
                UploadFile upload = store.upload(SESSION, new UploadKey(1, 1, 0, 1))) {
            upload.append(0, ByteBuffer.allocate(10));
            Thread.currentThread().interrupt();
            try {
                assertThatThrownBy(() -> upload.append(10, ByteBuffer.allocate(10)))
                        .isInstanceOf(StoreFailure.class);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            upload.append(upload.length(), ByteBuffer.allocate(5));
            upload.sync();
            assertThat(upload.length()).isIn(15L, 25L);
        }
    }

    /** Data of version 1, written by plain SQL as that version did. */
    @Test
    void dataOfTheFirstVersionIsRead() throws IOException, SQLException {
        Path root = Files.createDirectory(directory.resolve("first"));
        String url = "jdbc:sqlite:" + root.resolve("coordinator.db");
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:db/coordinator")
                .target("1")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement task = connection.prepareStatement(
                        "INSERT INTO task (session, charter, signature) VALUES (?, ?, ?)")) {
            task.setBytes(1, SESSION.toByteArray());
            task.setBytes(2, new byte[] {1});
            task.setBytes(3, SIGNATURE.toByteArray());
            task.executeUpdate();
            insert(connection, bytes(1, 60).toByteArray());
        }
        try (CoordinatorStore store = SqliteCoordinatorStore.open(root)) {
            Entry first = new Entry("ready", 1, 2, 3, 4, bytes(1, 60));
            assertThat(store.openTasks())
                    .containsExactly(new StoredTask(SESSION, Bytes.wrap(new byte[] {1}), SIGNATURE));
            assertThat(store.journal(SESSION)).isEqualTo(List.of(first));
        }
    }
}
