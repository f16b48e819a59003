// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.cordon.participant.round.MemberStore;
import org.cordon.participant.round.MemberStore.MemberRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every member store does. */
abstract class MemberStoreContract {
    static final Digest SESSION = digest(1);
    static final Digest OTHER = digest(2);

    private MemberStore store;

    abstract MemberStore open();

    /** The same store after a restart of the node. */
    abstract MemberStore reopen(MemberStore closed);

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

    static MemberRecord record(int seed) {
        return new MemberRecord(bytes(seed, 100), bytes(-seed, 5_000));
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
    void anUnknownSessionHasNothing() {
        assertThat(store.load(SESSION)).isEmpty();
        assertThat(store.sessions()).isEmpty();
        assertThat(store.loadVector(SESSION, "y")).isEmpty();
        assertThat(store.loadState(SESSION, OTHER)).isEmpty();
        store.deleteVector(SESSION, "y");
    }

    @Test
    void theNewestRecordCounts() {
        for (int seed = 1; seed <= 5; seed++) {
            store.save(SESSION, record(seed));
            assertThat(store.load(SESSION)).contains(record(seed));
        }
        restart();
        assertThat(store.load(SESSION)).contains(record(5));
    }

    @Test
    void secretsMayBeEmptyAndComeBack() {
        MemberRecord closed = new MemberRecord(bytes(1, 10), Bytes.EMPTY);
        for (MemberRecord record : new MemberRecord[] {closed, record(2), closed, closed, record(3), record(4)}) {
            store.save(SESSION, record);
            restart();
            assertThat(store.load(SESSION)).contains(record);
        }
    }

    @Test
    void guardsMayBeEmpty() {
        MemberRecord record = new MemberRecord(Bytes.EMPTY, bytes(1, 1));
        store.save(SESSION, record);
        assertThat(store.load(SESSION)).contains(record);
    }

    @Test
    void sessionsDoNotMix() {
        store.save(OTHER, record(2));
        store.save(SESSION, record(1));
        store.save(OTHER, record(3));
        restart();
        assertThat(store.sessions()).containsExactly(SESSION, OTHER);
        assertThat(store.load(SESSION)).contains(record(1));
        assertThat(store.load(OTHER)).contains(record(3));
    }

    @Test
    void aVectorReplacesTheOneOfItsName() {
        store.saveVector(SESSION, "y", ByteBuffer.wrap(bytes(1, 300_000).toByteArray()));
        store.saveVector(SESSION, "x-1", ByteBuffer.wrap(bytes(2, 1_000).toByteArray()));
        ByteBuffer middle =
                ByteBuffer.wrap(bytes(3, 3_000).toByteArray()).position(1_000).limit(2_000);
        store.saveVector(SESSION, "y", middle);
        assertThat(middle.remaining()).isEqualTo(1_000);
        restart();
        assertThat(store.loadVector(SESSION, "y"))
                .hasValueSatisfying(value ->
                        assertThat(Bytes.of(value)).isEqualTo(bytes(3, 3_000).slice(1_000, 2_000)));
        assertThat(store.loadVector(SESSION, "x-1")).isPresent();
        assertThat(store.loadVector(OTHER, "y")).isEmpty();
        store.deleteVector(SESSION, "y");
        assertThat(store.loadVector(SESSION, "y")).isEmpty();
    }

    @Test
    void aVectorsNameStaysWithinItsDirectory() {
        for (String name : new String[] {"", "../y", "a/b", ".y", "Y", "y.tmp", "y".repeat(81)}) {
            assertThatThrownBy(() -> store.saveVector(SESSION, name, ByteBuffer.allocate(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("name must be");
        }
    }

    @Test
    void theNewestThreeStatesStay() {
        for (int number = 1; number <= 4; number++) {
            store.saveState(SESSION, digest(number), bytes(number, 10_000));
        }
        store.saveState(SESSION, digest(2), bytes(2, 10_000));
        restart();
        store.saveState(SESSION, digest(5), bytes(5, 10_000));
        assertThat(store.loadState(SESSION, digest(1))).isEmpty();
        assertThat(store.loadState(SESSION, digest(3))).isEmpty();
        for (int number : new int[] {2, 4, 5}) {
            assertThat(store.loadState(SESSION, digest(number))).contains(bytes(number, 10_000));
        }
    }
}
