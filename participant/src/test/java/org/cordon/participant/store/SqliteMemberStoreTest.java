// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.cordon.disk.StoreFailure;
import org.cordon.participant.round.MemberStore;
import org.cordon.participant.round.MemberStore.MemberRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SqliteMemberStoreTest extends MemberStoreContract {
    static final Secret LOCAL = Secret.of(new byte[Secret.BYTES]);

    @TempDir
    Path directory;

    @Override
    MemberStore open() {
        return at(root());
    }

    @Override
    MemberStore reopen(MemberStore closed) {
        return open();
    }

    private Path root() {
        return directory.resolve("store");
    }

    private static SqliteMemberStore at(Path root) {
        return SqliteMemberStore.open(root, LOCAL, Randomness.secure());
    }

    @Test
    void onlyOneMayHaveTheDirectoryOpen() {
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreFailure.class)
                .hasMessage(
                        "the store directory " + root() + " must be open in one process only, but another one has it"
                                + " open: stop that one, or give this one a directory of its own");
    }

    @Test
    void nobodyElseMayReadTheFiles() throws IOException {
        try (SqliteMemberStore store = at(directory.resolve("new"))) {
            store.save(SESSION, record(1));
            store.saveVector(SESSION, "y", ByteBuffer.allocate(10));
            store.saveState(SESSION, OTHER, bytes(1, 10));
            try (Stream<Path> all = Files.walk(directory.resolve("new"))) {
                assertThat(all)
                        .hasSizeGreaterThan(8)
                        .allSatisfy(
                                path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                                        .as(path.toString())
                                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
            }
        }
    }

    @Test
    void anotherLocalSecretIsRefusedAtTheStart() {
        Path root = directory.resolve("another");
        try (SqliteMemberStore store = at(root)) {
            store.save(SESSION, record(1));
        }
        byte[] different = new byte[Secret.BYTES];
        different[0] = 1;
        assertThatThrownBy(() -> SqliteMemberStore.open(root, Secret.of(different), Randomness.secure()))
                .isInstanceOf(StoreFailure.class)
                .hasMessageStartingWith("the secrets of session 010101010101 cannot be opened with the key in " + root)
                .hasMessageContaining("start with the local secret this store was made with");
        try (SqliteMemberStore store = at(root)) {
            assertThat(store.load(SESSION)).contains(record(1));
        }
    }

    @Test
    void aDamagedDatabaseIsNamedWithItsMend() throws IOException {
        Path root = directory.resolve("damaged");
        try (SqliteMemberStore store = at(root)) {
            store.save(SESSION, record(1));
        }
        Path file = root.resolve("participant.db");
        byte[] content = Files.readAllBytes(file);
        for (int offset : new int[] {0, 100, 4_096}) {
            byte[] damaged = content.clone();
            for (int i = offset; i < Math.min(content.length, offset + 2_000); i++) {
                damaged[i] = (byte) 0xa5;
            }
            Files.write(file, damaged);
            assertThatThrownBy(() -> at(root))
                    .as("damaged from " + offset)
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("is damaged")
                    .hasMessageContaining("move " + root + " away whole");
        }
        Files.write(file, content);
        at(root).close();
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> at(file.resolve("store")))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("cannot open the store directory " + file.resolve("store"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsSaidAndTheOldVectorStays() throws IOException {
        try (SqliteMemberStore store = at(directory.resolve("full"))) {
            store.saveVector(SESSION, "y", ByteBuffer.wrap(new byte[] {7}));
            Path folder = directory.resolve("full/vectors").resolve(SESSION.hex());
            Files.createSymbolicLink(folder.resolve("y.tmp"), Path.of("/dev/full"));
            assertThatThrownBy(() -> store.saveVector(SESSION, "y", ByteBuffer.allocate(100)))
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageContaining(folder.resolve("y").toString())
                    .hasMessageContaining("its disk has no space left");
            assertThat(store.loadVector(SESSION, "y")).contains(new byte[] {7});
        }
    }

    /** Data of version 1, written by plain SQL as that version did. */
    @Test
    void recordsOfTheFirstVersionAreRead() throws IOException, SQLException {
        Path root = Files.createDirectory(directory.resolve("first"));
        String url = "jdbc:sqlite:" + root.resolve("participant.db");
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:db/participant")
                .target("1")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO record (session, generation, guard, sealed) VALUES (?, 7, ?, ?)")) {
            insert.setBytes(1, SESSION.toByteArray());
            insert.setBytes(2, bytes(1, 50).toByteArray());
            insert.setBytes(3, new byte[0]);
            insert.executeUpdate();
        }
        try (SqliteMemberStore store = at(root)) {
            assertThat(store.load(SESSION)).contains(new MemberRecord(bytes(1, 50), Bytes.EMPTY));
            store.save(SESSION, record(2));
            assertThat(store.load(SESSION)).contains(record(2));
        }
    }

    @Test
    void tablesOfANewerVersionAreRefused() throws SQLException {
        Path root = directory.resolve("newer");
        at(root).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("participant.db"))) {
            connection
                    .createStatement()
                    .execute("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
                            + " checksum, installed_by, execution_time, success)"
                            + " VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', 1, 1)");
        }
        assertThatThrownBy(() -> at(root))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("participant.db are not those of this version of Cordon")
                .hasMessageContaining("start it with the version that wrote it, or a newer one");
    }
}
