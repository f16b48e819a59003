// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cordon.coordinator.store.CoordinatorStoreContract.bytes;
import static org.cordon.coordinator.store.CoordinatorStoreContract.digest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cordon.coordinator.member.ConsortiumStore;
import org.cordon.coordinator.member.ConsortiumStore.Change;
import org.cordon.coordinator.member.ConsortiumStore.Entry;
import org.cordon.coordinator.member.ConsortiumStore.Kind;
import org.cordon.disk.StoreFailure;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of a consortium does. */
abstract class ConsortiumStoreContract {
    private static final List<Kind> KINDS = List.of(Kind.values());

    private ConsortiumStore store;

    abstract ConsortiumStore open();

    /** The same store after a restart of the coordinator. */
    abstract ConsortiumStore reopen(ConsortiumStore closed);

    static Entry entry(Kind kind, int key, int size) {
        return new Entry(kind, bytes(key, 1 + key % 128), bytes(100 + key, size));
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
    void recordsComeBackInTheirOrder() {
        List<Entry> entries = new ArrayList<>();
        for (int key = 0; key < 40; key++) {
            Entry entry = entry(KINDS.get(key % KINDS.size()), key, key * 1_000);
            entries.add(entry);
            store.commit(List.of(key % 2 == 0 ? new Change.Add(entry) : new Change.Put(entry)));
        }
        Entry greatest = new Entry(Kind.TASK, bytes(1, 128), bytes(7, 4 << 20));
        store.commit(List.of(new Change.Add(greatest)));
        entries.add(greatest);
        restart();
        assertThat(store.entries()).containsExactlyElementsOf(entries);
    }

    @Test
    void aRecordIsReplacedInItsPlaceAndRemoved() {
        store.commit(List.of(
                new Change.Add(entry(Kind.REQUEST, 1, 10)),
                new Change.Add(entry(Kind.REQUEST, 2, 10)),
                new Change.Add(entry(Kind.PROPOSAL, 1, 10))));
        Entry replaced = new Entry(Kind.REQUEST, entry(Kind.REQUEST, 1, 0).key(), bytes(9, 9));
        store.commit(List.of(
                new Change.Put(replaced),
                new Change.Remove(Kind.PROPOSAL, entry(Kind.PROPOSAL, 1, 0).key()),
                new Change.Remove(Kind.TASK, bytes(3, 3))));
        restart();
        assertThat(store.entries()).containsExactly(replaced, entry(Kind.REQUEST, 2, 10));
    }

    @Test
    void aKeyThatIsTakenUndoesTheWholeChange() {
        store.commit(List.of(new Change.Add(entry(Kind.HISTORY, 1, 10))));
        assertThatThrownBy(() -> store.commit(List.of(
                        new Change.Put(entry(Kind.TASK, 5, 10)),
                        new Change.AddState(digest(1), bytes(1, 10)),
                        new Change.Add(entry(Kind.HISTORY, 1, 20)))))
                .isInstanceOf(StoreFailure.class);
        restart();
        assertThat(store.entries()).containsExactly(entry(Kind.HISTORY, 1, 10));
        assertThat(store.state(digest(1))).isEmpty();
    }

    @Test
    void statesComeBackWholeUntilTheyAreForgotten() {
        Bytes large = bytes(1, (2 << 20) + 17);
        Bytes even = bytes(2, 1 << 20);
        store.commit(List.of(
                new Change.AddState(digest(1), large),
                new Change.AddState(digest(2), even),
                new Change.AddState(digest(3), Bytes.EMPTY)));
        store.commit(List.of(new Change.AddState(digest(1), large)));
        restart();
        assertThat(store.state(digest(1))).contains(large);
        assertThat(store.state(digest(2))).contains(even);
        assertThat(store.state(digest(3))).contains(Bytes.EMPTY);
        store.commit(List.of(new Change.RemoveState(digest(1)), new Change.RemoveState(digest(9))));
        restart();
        assertThat(store.state(digest(1))).isEmpty();
        assertThat(store.state(digest(2))).contains(even);
    }

    @Test
    void manyThreadsCommitAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < 6; thread++) {
                int from = 100 * thread;
                running.add(threads.submit(() -> {
                    for (int key = from; key < from + 20; key++) {
                        store.commit(List.of(new Change.Add(new Entry(
                                Kind.APPROVAL, Bytes.of(new byte[] {(byte) (key >> 8), (byte) key}), bytes(key, 9)))));
                    }
                }));
            }
            for (Future<?> thread : running) {
                thread.get();
            }
        } finally {
            threads.shutdownNow();
        }
        restart();
        assertThat(store.entries()).hasSize(120).doesNotHaveDuplicates();
    }
}
