// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.coordinator.store.CoordinatorBackup;
import org.cordon.coordinator.store.SqliteCoordinatorStore;
import org.cordon.disk.Incarnation;
import org.cordon.disk.StoreFailure;
import org.cordon.participant.store.MemberBackup;
import org.cordon.participant.store.SqliteMemberStore;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The drill of docs/storage.md with real stores: back up while running, run on, lose a disk, restore, run on. */
@Timeout(900)
class RestoreDrillTest {
    private static final Randomness RANDOM = Randomness.secure();
    private static final int ROUNDS = 10;
    private static final int LOST = 5;
    private static final int LOST_TOO = 4;

    @TempDir
    Path directory;

    private final List<SqliteMemberStore> stores = new ArrayList<>();

    /** Says where sums were made, and holds the task after each until it is let go. */
    private static final class Sums implements TaskListener {
        private final List<Scope> seen = new ArrayList<>();
        private final Semaphore go = new Semaphore(0);
        private final CountDownLatch held;

        Sums(int free) {
            go.release(free);
            held = new CountDownLatch(free + 1);
        }

        @Override
        public void summed(Scope where, int cohort, int survivors, Bytes state) {
            synchronized (seen) {
                seen.add(where);
            }
            held.countDown();
            try {
                go.acquire();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        void awaitHeld() throws InterruptedException {
            assertThat(held.await(180, TimeUnit.SECONDS)).isTrue();
        }

        List<Scope> seen() {
            synchronized (seen) {
                return List.copyOf(seen);
            }
        }
    }

    private Incarnation mark(String node) {
        return Incarnation.in(directory.resolve(node + ".mark"), "cordon participant restore", RANDOM);
    }

    private Path state(int member) {
        return directory.resolve("member" + member);
    }

    private SqliteMemberStore open(LocalConsortium consortium, int member) {
        SqliteMemberStore store =
                SqliteMemberStore.open(state(member), consortium.secret(member), RANDOM, mark("member" + member));
        stores.add(store);
        return store;
    }

    private void stop(LocalConsortium consortium, SqliteCoordinatorStore coordinator) {
        consortium.close();
        stores.forEach(SqliteMemberStore::close);
        stores.clear();
        coordinator.close();
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** They signed in rounds that no backup knows of; they never can again, and take part in new epochs. */
    @Test
    void membersThatLostTheirDisksTakePartAgainFromANewEpoch() throws Exception {
        Path backup = directory.resolve("member.backup");
        SqliteCoordinatorStore store = SqliteCoordinatorStore.open(directory.resolve("coordinator"), mark("c"));
        Sums before = new Sums(2);
        LocalConsortium consortium = new LocalConsortium(new VectorSum(), ROUNDS, store);
        consortium.start(member -> open(consortium, member));
        var unused = consortium.submit(before);
        before.awaitHeld();
        MemberBackup.write(state(LOST), backup, Instant.now());
        stop(consortium, store);

        Path copy = directory.resolve("copy");
        copy(state(LOST), copy);
        SqliteMemberStore.open(state(LOST), consortium.secret(LOST), RANDOM, mark("member" + LOST))
                .close();
        delete(state(LOST));
        copy(copy, state(LOST));
        assertThatThrownBy(() -> open(consortium, LOST))
                .as("a directory that was put back")
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("run 'cordon participant restore");
        delete(state(LOST));
        assertThatThrownBy(() -> open(consortium, LOST))
                .as("an empty directory")
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("is empty or new, but this node had one before");
        delete(state(LOST));

        delete(state(LOST_TOO));
        assertThat(restore(consortium, LOST, Optional.of(backup))).isEqualTo(new MemberBackup.Restored(1, false));
        assertThat(restore(consortium, LOST_TOO, Optional.empty()))
                .as("without a backup")
                .isEqualTo(new MemberBackup.Restored(0, false));

        SqliteCoordinatorStore again = SqliteCoordinatorStore.open(directory.resolve("coordinator"), mark("c"));
        Sums after = new Sums(100);
        CompletableFuture<Bytes> done = consortium.restart(again, after);
        consortium.start(member -> open(consortium, member));
        assertThat(consortium.first(done.get(400, TimeUnit.SECONDS))).isGreaterThan(0);
        int epochBefore = before.seen().get(0).epoch();
        assertThat(after.seen())
                .last()
                .satisfies(last -> assertThat(last.epoch())
                        .as("an epoch from the clock, above every one before")
                        .isGreaterThan(epochBefore + 1_000));
        stop(consortium, again);
    }

    private MemberBackup.Restored restore(LocalConsortium consortium, int member, Optional<Path> backup) {
        return MemberBackup.restore(
                state(member), backup, consortium.secret(member), mark("member" + member), RANDOM, Instant.now());
    }

    @Test
    void aCoordinatorThatLostItsDiskGoesOnInANewEpoch() throws Exception {
        Path backup = directory.resolve("coordinator.backup");
        Path data = directory.resolve("coordinator");
        SqliteCoordinatorStore store = SqliteCoordinatorStore.open(data, mark("c"));
        LocalConsortium consortium = new LocalConsortium(new VectorSum(), ROUNDS, store);
        Published published = new Published(store, 3);
        consortium.start(member -> open(consortium, member));
        var unused = consortium.submit(published);
        published.await(consortium);
        CoordinatorBackup.ofDirectory(data, backup, Instant.now());
        stop(consortium, store);
        delete(data);

        assertThat(CoordinatorBackup.intoDirectory(data, backup, mark("c"), Instant.now()))
                .isEqualTo(1);
        SqliteCoordinatorStore again = SqliteCoordinatorStore.open(data, mark("c"));
        Sums after = new Sums(100);
        CompletableFuture<Bytes> done = consortium.restart(again, after);
        consortium.start(member -> open(consortium, member));
        assertThat(consortium.first(done.get(400, TimeUnit.SECONDS))).isGreaterThan(0);
        assertThat(after.seen()).hasSize(ROUNDS - 3);
        assertThat(after.seen()).allSatisfy(where -> assertThat(where.epoch()).isGreaterThan(1_000));
        stop(consortium, again);
    }

    /** Holds the task once a sum is made, and waits until that sum is published. */
    private record Published(SqliteCoordinatorStore store, int sums, CountDownLatch made, Semaphore go)
            implements TaskListener {
        Published(SqliteCoordinatorStore store, int sums) {
            this(store, sums, new CountDownLatch(sums), new Semaphore(sums - 1));
        }

        @Override
        public void summed(Scope where, int cohort, int survivors, Bytes state) {
            made.countDown();
            try {
                go.acquire();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        void await(LocalConsortium consortium) throws InterruptedException {
            assertThat(made.await(180, TimeUnit.SECONDS)).isTrue();
            Instant end = Instant.now().plusSeconds(180);
            while (store.journal(consortium.session()).stream()
                    .noneMatch(entry -> entry.kind().equals("published") && entry.round() == sums)) {
                assertThat(Instant.now()).isBefore(end);
                Thread.onSpinWait();
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
