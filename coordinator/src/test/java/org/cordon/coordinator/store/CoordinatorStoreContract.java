// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cordon.coordinator.round.CoordinatorStore;
import org.cordon.coordinator.round.CoordinatorStore.Entry;
import org.cordon.coordinator.round.CoordinatorStore.StoredTask;
import org.cordon.coordinator.round.CoordinatorStore.UploadFile;
import org.cordon.coordinator.round.CoordinatorStore.UploadKey;
import org.cordon.member.Approval;
import org.cordon.member.Approvals;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Signature;
import org.cordon.task.Charter;
import org.cordon.task.OfferedCharter;
import org.cordon.task.Stage;
import org.cordon.task.Timing;
import org.cordon.wire.CharterCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every coordinator store does. */
abstract class CoordinatorStoreContract {
    static final Digest SESSION = digest(1);
    static final Digest OTHER = digest(2);

    private CoordinatorStore store;

    abstract CoordinatorStore open();

    /** The same store after a restart of the coordinator. */
    abstract CoordinatorStore reopen(CoordinatorStore closed);

    static Digest digest(int number) {
        byte[] value = new byte[Digest.BYTES];
        Arrays.fill(value, (byte) number);
        return Digest.of(value);
    }

    static Bytes bytes(int seed, int length) {
        byte[] value = new byte[length];
        new Random(seed).nextBytes(value);
        return Bytes.wrap(value);
    }

    static OfferedCharter charter(int number) {
        Charter charter = Charter.builder()
                .consortium(digest(number))
                .name("task-" + number)
                .purpose("test")
                .legalBasis("none needed")
                .controllers(List.of("nobody"))
                .schema("none")
                .stages(List.of(new Stage("sum", bytes(number, 500), 3)))
                .minSurvivors(4)
                .minHonest(3)
                .columns(List.of("a"))
                .initialState(digest(number))
                .privacyWaiver("test")
                .retention(Duration.ZERO)
                .timing(Timing.uniform(Duration.ofSeconds(1)))
                .notBefore(Instant.EPOCH)
                .expiry(Instant.EPOCH.plusSeconds(1))
                .build();
        Approval approval =
                new Approval(number, Signature.of(bytes(number, Signature.BYTES).toByteArray()));
        return new OfferedCharter(
                charter, CharterCodec.encode(charter), new Approvals(digest(number), List.of(approval)));
    }

    static Entry entry(int sender, int number) {
        return new Entry("ready", 1, 2, 3, sender, bytes(number, number % 700));
    }

    private static ByteBuffer buffer(int seed, int length) {
        return ByteBuffer.wrap(bytes(seed, length).toByteArray());
    }

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private void restart() {
        store.close();
        store = reopen(store);
    }

    @Test
    void tasksStayInOrderUntilTheyEnd() {
        List<StoredTask> tasks = new ArrayList<>();
        for (int number = 9; number > 0; number--) {
            StoredTask task = new StoredTask(digest(number), charter(number));
            store.saveTask(task.session(), task.charter());
            tasks.add(task);
        }
        store.saveTask(digest(5), charter(100));
        store.endTask(digest(3));
        tasks.remove(6);
        restart();
        assertThat(store.openTasks()).containsExactlyElementsOf(tasks);
        store.saveTask(digest(3), charter(3));
        assertThat(store.openTasks()).containsExactlyElementsOf(tasks);
    }

    @Test
    void theJournalKeepsItsOrderAndItsSessions() {
        List<Entry> entries = new ArrayList<>();
        for (int number = 0; number < 50; number++) {
            entries.add(entry(number % 7, number));
            store.append(SESSION, entry(number % 7, number));
            store.append(OTHER, entry(0, 1_000 + number));
        }
        Entry large = new Entry("cohort", Integer.MAX_VALUE, 100, 65_535, 255, bytes(1, 100_000));
        store.append(SESSION, large);
        entries.add(large);
        assertThat(store.journal(SESSION)).containsExactlyElementsOf(entries);
        restart();
        assertThat(store.journal(SESSION)).containsExactlyElementsOf(entries);
        assertThat(store.journal(OTHER)).hasSize(50);
        assertThat(store.journal(digest(3))).isEmpty();
    }

    @Test
    void aCompactedJournalGoesOnFromWhatIsLeft() {
        store.append(OTHER, entry(1, 1));
        store.append(SESSION, entry(1, 2));
        store.append(SESSION, entry(2, 3));
        store.compact(SESSION, List.of(entry(0, 4), entry(0, 5)));
        store.append(SESSION, entry(3, 6));
        restart();
        assertThat(store.journal(SESSION)).containsExactly(entry(0, 4), entry(0, 5), entry(3, 6));
        assertThat(store.journal(OTHER)).containsExactly(entry(1, 1));
        store.compact(SESSION, List.of());
        assertThat(store.journal(SESSION)).isEmpty();
    }

    @Test
    void statesThatAreNotKeptAreForgotten() {
        for (int number = 1; number <= 4; number++) {
            store.saveState(SESSION, digest(number), bytes(number, 100));
        }
        store.saveState(OTHER, digest(1), bytes(1, 100));
        store.keepStates(SESSION, Set.of(digest(2), digest(4)));
        store.keepStates(digest(9), Set.of());
        restart();
        assertThat(store.loadState(SESSION, digest(1))).isEmpty();
        assertThat(store.loadState(SESSION, digest(2))).contains(bytes(2, 100));
        assertThat(store.loadState(SESSION, digest(3))).isEmpty();
        assertThat(store.loadState(SESSION, digest(4))).contains(bytes(4, 100));
        assertThat(store.loadState(OTHER, digest(1))).contains(bytes(1, 100));
    }

    @Test
    void manyThreadsAppendAtOnce() throws Exception {
        int threads = 8;
        int each = 100;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int sender = thread;
                running.add(executor.submit(() -> {
                    for (int number = 0; number < each; number++) {
                        store.append(SESSION, entry(sender, number));
                    }
                }));
            }
            for (Future<?> thread : running) {
                thread.get();
            }
        } finally {
            executor.shutdownNow();
        }
        List<Entry> journal = store.journal(SESSION);
        assertThat(journal).hasSize(threads * each);
        for (int thread = 0; thread < threads; thread++) {
            int sender = thread;
            List<Entry> own =
                    journal.stream().filter(entry -> entry.sender() == sender).toList();
            for (int number = 0; number < each; number++) {
                assertThat(own.get(number)).isEqualTo(entry(sender, number));
            }
        }
    }

    @Test
    void anUploadGrowsFromItsEnd() {
        UploadKey key = new UploadKey(1, 2, 0, 7);
        try (UploadFile upload = store.upload(SESSION, key)) {
            assertThat(upload.length()).isZero();
            upload.append(0, buffer(1, 1_000));
            upload.append(1_000, buffer(2, 500));
            assertThatThrownBy(() -> upload.append(1_000, buffer(2, 500)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("offset must be the length 1500, but was 1000");
            assertThatThrownBy(() -> upload.append(1_501, buffer(2, 500))).hasMessageContaining("but was 1501");
            upload.truncate(1_200);
            assertThatThrownBy(() -> upload.truncate(1_201)).hasMessage("length must be from 0 to 1200, but was 1201");
            upload.sync();
        }
        restart();
        try (UploadFile upload = store.upload(SESSION, key)) {
            assertThat(upload.length()).isEqualTo(1_200);
            ByteBuffer read = ByteBuffer.allocate(300);
            upload.read(900, read);
            assertThat(Bytes.of(Arrays.copyOf(read.array(), 100)))
                    .isEqualTo(bytes(1, 1_000).slice(900, 1_000));
            assertThat(Bytes.of(Arrays.copyOfRange(read.array(), 100, 300)))
                    .isEqualTo(bytes(2, 500).slice(0, 200));
            assertThatThrownBy(() -> upload.read(1_000, ByteBuffer.allocate(201)))
                    .hasMessage("range must lie within the length 1200, but was 1000 to 1201");
        }
    }

    @Test
    void severalUsersOfAnUploadShareItsLength() {
        UploadKey key = new UploadKey(1, 2, 0, 7);
        UploadFile back = store.upload(SESSION, key);
        try (UploadFile old = store.upload(SESSION, key)) {
            old.append(0, buffer(1, 10));
            assertThat(back.length()).isEqualTo(10);
            back.append(10, buffer(1, 10));
            assertThatThrownBy(() -> old.append(10, buffer(1, 10))).hasMessageContaining("must be the length 20");
            back.close();
            assertThatThrownBy(back::length).hasMessage("the upload was closed");
            assertThat(old.length()).isEqualTo(20);
        }
    }

    @Test
    void uploadsOfEarlierRoundsAreForgotten() {
        List<UploadKey> dropped =
                List.of(new UploadKey(1, 100, 0, 1), new UploadKey(2, 6, 0, 1), new UploadKey(2, 6, 1, 2));
        List<UploadKey> kept =
                List.of(new UploadKey(2, 7, 0, 1), new UploadKey(2, 10, 0, 1), new UploadKey(3, 1, 0, 1));
        for (List<UploadKey> keys : List.of(dropped, kept)) {
            keys.forEach(key -> append(SESSION, key));
        }
        append(OTHER, dropped.get(0));
        try (UploadFile late = store.upload(SESSION, dropped.get(1))) {
            store.dropUploadsBefore(SESSION, 2, 7);
            late.append(late.length(), buffer(1, 10));
        }
        restart();
        dropped.forEach(key -> assertThat(length(SESSION, key)).isZero());
        kept.forEach(key -> assertThat(length(SESSION, key)).isEqualTo(10));
        assertThat(length(OTHER, dropped.get(0))).isEqualTo(10);
        store.dropUploadsBefore(digest(9), 1, 1);
    }

    private void append(Digest session, UploadKey key) {
        try (UploadFile upload = store.upload(session, key)) {
            upload.append(0, buffer(1, 10));
        }
    }

    private long length(Digest session, UploadKey key) {
        try (UploadFile upload = store.upload(session, key)) {
            return upload.length();
        }
    }

    @Test
    void statesAreFoundByTheirDigest() {
        for (int number = 1; number <= 20; number++) {
            store.saveState(SESSION, digest(number), bytes(number, 5_000));
        }
        store.saveState(SESSION, digest(3), bytes(3, 5_000));
        restart();
        for (int number = 1; number <= 20; number++) {
            assertThat(store.loadState(SESSION, digest(number))).contains(bytes(number, 5_000));
        }
        assertThat(store.loadState(OTHER, digest(1))).isEmpty();
    }
}
