// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cordon.coordinator.store.CoordinatorStoreContract.bytes;
import static org.cordon.coordinator.store.CoordinatorStoreContract.digest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.cordon.config.PostgresSettings;
import org.cordon.coordinator.member.ConsortiumStore;
import org.cordon.coordinator.round.CoordinatorStore;
import org.cordon.coordinator.round.CoordinatorStore.Entry;
import org.cordon.coordinator.round.CoordinatorStore.UploadFile;
import org.cordon.coordinator.round.CoordinatorStore.UploadKey;
import org.cordon.disk.Incarnation;
import org.cordon.disk.StoreFailure;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.sum.epoch.EpochNumbers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one kind of database into the other, beside a coordinator that runs; a copy that was put back is noticed. */
class CoordinatorBackupTest {
    private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");
    private static final Digest OPEN = digest(1);
    private static final Digest ENDED = digest(2);

    @TempDir
    Path directory;

    private Incarnation mark(String node) {
        return Incarnation.in(directory.resolve(node), "cordon coordinator restore", Randomness.secure());
    }

    private static void fill(CoordinatorStore store, ConsortiumStore consortium) {
        store.saveTask(OPEN, CoordinatorStoreContract.charter(1));
        store.saveTask(ENDED, CoordinatorStoreContract.charter(2));
        store.endTask(ENDED);
        store.saveState(OPEN, digest(7), bytes(7, 5_000));
        store.append(OPEN, new Entry("epoch-begun", 3, 0, 0, 0, bytes(0, 0)));
        store.append(OPEN, new Entry("open", 3, 9, 1, 0, bytes(1, 500)));
        try (UploadFile upload = store.upload(OPEN, new UploadKey(3, 9, 1, 2))) {
            upload.append(0, ByteBuffer.allocate(1_000));
            upload.sync();
        }
        consortium.commit(List.of(
                new ConsortiumStore.Change.Add(ConsortiumStoreContract.entry(ConsortiumStore.Kind.HISTORY, 1, 100)),
                new ConsortiumStore.Change.AddState(digest(9), bytes(9, 3_000))));
    }

    private static void check(CoordinatorStore store, ConsortiumStore consortium) {
        assertThat(store.openTasks())
                .extracting(CoordinatorStore.StoredTask::session)
                .containsExactly(OPEN);
        store.saveTask(ENDED, CoordinatorStoreContract.charter(2));
        assertThat(store.openTasks()).hasSize(1);
        assertThat(store.loadState(OPEN, digest(7))).contains(bytes(7, 5_000));
        assertThat(store.journal(OPEN))
                .as("nothing that was open is taken up, and the epoch is above all before")
                .containsExactly(new Entry("epoch-begun", EpochNumbers.at(NOW), 0, 0, 0, bytes(0, 0)));
        try (UploadFile upload = store.upload(OPEN, new UploadKey(3, 9, 1, 2))) {
            assertThat(upload.length()).isZero();
        }
        assertThat(consortium.entries())
                .containsExactly(ConsortiumStoreContract.entry(ConsortiumStore.Kind.HISTORY, 1, 100));
        assertThat(consortium.state(digest(9))).contains(bytes(9, 3_000));
    }

    @Test
    void fromSqliteIntoPostgresAndBack() throws IOException {
        Path first = directory.resolve("first");
        Path toPostgres = directory.resolve("one.backup");
        try (SqliteCoordinatorStore running = SqliteCoordinatorStore.open(first, mark("a"))) {
            fill(running, running.consortium());
            CoordinatorBackup.ofDirectory(first, toPostgres, NOW);
            running.append(OPEN, new Entry("cohort", 3, 9, 1, 0, bytes(1, 10)));
        }
        PostgresSettings database = PostgresForTests.database(directory);
        Path back = directory.resolve("two.backup");
        assertThat(CoordinatorBackup.intoDatabase(database, toPostgres, mark("a"), NOW))
                .isEqualTo(1);
        try (PostgresCoordinatorStore restored = PostgresCoordinatorStore.open(database, mark("a"))) {
            check(restored, restored.consortium());
            CoordinatorBackup.ofDatabase(database, back, NOW);
        }
        Path second = directory.resolve("second");
        assertThat(CoordinatorBackup.intoDirectory(second, back, mark("a"), NOW))
                .isEqualTo(1);
        try (SqliteCoordinatorStore restored = SqliteCoordinatorStore.open(second, mark("a"))) {
            check(restored, restored.consortium());
        }
        assertThatThrownBy(() -> PostgresCoordinatorStore.open(database, mark("a")))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("is not the one this node had last");
    }

    @Test
    void aStoreThatHoldsSomethingIsNotOverwritten() {
        Path data = directory.resolve("data");
        Path backup = directory.resolve("backup");
        try (SqliteCoordinatorStore running = SqliteCoordinatorStore.open(data, mark("a"))) {
            fill(running, running.consortium());
        }
        CoordinatorBackup.ofDirectory(data, backup, NOW);
        assertThatThrownBy(() -> CoordinatorBackup.intoDirectory(data, backup, mark("a"), NOW))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("must be empty to restore into");
        assertThatThrownBy(() -> CoordinatorBackup.ofDirectory(data, backup, NOW))
                .hasMessageContaining("exists and is not overwritten; name another file");
    }

    @Test
    void aDamagedBackupIsRefused() throws IOException {
        Path data = directory.resolve("data");
        Path backup = directory.resolve("backup");
        try (SqliteCoordinatorStore running = SqliteCoordinatorStore.open(data, mark("a"))) {
            fill(running, running.consortium());
        }
        CoordinatorBackup.ofDirectory(data, backup, NOW);
        byte[] content = Files.readAllBytes(backup);
        content[content.length / 3] ^= 1;
        Files.write(backup, content);
        assertThatThrownBy(() -> CoordinatorBackup.intoDirectory(directory.resolve("other"), backup, mark("a"), NOW))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("must be a whole backup, but is not");
    }

    @Test
    void aCopyThatWasPutBackIsNoticedAndMadeUsable() throws IOException {
        Path data = directory.resolve("data");
        Path copy = directory.resolve("copy");
        try (SqliteCoordinatorStore running = SqliteCoordinatorStore.open(data, mark("a"))) {
            fill(running, running.consortium());
        }
        Files.createDirectory(copy);
        Files.copy(data.resolve("coordinator.db"), copy.resolve("coordinator.db"));
        SqliteCoordinatorStore.open(data, mark("a")).close();
        SqliteCoordinatorStore.open(data, mark("a")).close();
        assertThatThrownBy(() -> SqliteCoordinatorStore.open(copy, mark("a")))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("a copy was put back")
                .hasMessageContaining("run 'cordon coordinator restore'");
        assertThatThrownBy(() -> SqliteCoordinatorStore.open(data, mark("another-node")))
                .hasMessageContaining("is not this node's");
        CoordinatorBackup.inPlace(copy, mark("a"), NOW);
        try (SqliteCoordinatorStore usable = SqliteCoordinatorStore.open(copy, mark("a"))) {
            assertThat(usable.openTasks()).hasSize(1);
        }
    }
}
