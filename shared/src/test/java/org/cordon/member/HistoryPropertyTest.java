// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.wire.HistoryCodec;
import org.junit.jupiter.api.Test;

/** What holds for every history; the seed is printed. */
class HistoryPropertyTest {
    private final long seed = System.nanoTime();

    private TestHistory grown(int steps) throws AmendmentRejected {
        System.out.println("HistoryPropertyTest seed " + seed);
        TestHistory history = new TestHistory(seed, 5 + (int) Math.floorMod(seed, 4L));
        for (int step = 0; step < steps; step++) {
            history.take(history.any());
        }
        return history;
    }

    @Test
    void theFoldIsDeterministicAndEveryPrefixIsAConsortium() throws AmendmentRejected {
        Consortium whole = grown(25).consortium;
        List<Entry> entries = HistoryCodec.decodeHistory(HistoryCodec.encodeHistory(whole.entries()));
        assertThat(entries).isEqualTo(whole.entries());
        Set<Digest> manifests = new HashSet<>();
        for (int length = 1; length <= entries.size(); length++) {
            Consortium prefix = Consortium.replay(entries.subList(0, length));
            assertThat(whole.continues(prefix)).isTrue();
            assertThat(whole.at(prefix.current().digest())).contains(prefix.current());
            assertThat(prefix.current().manifest().version()).isEqualTo(length);
            manifests.add(prefix.current().digest());
            if (length < entries.size()) {
                assertThat(prefix.continues(whole)).isFalse();
            }
        }
        assertThat(manifests).hasSize(entries.size());
        assertThat(Consortium.replay(entries).current()).isEqualTo(whole.current());
    }

    @Test
    void anyByteThatChangesIsRefused() throws AmendmentRejected {
        Consortium whole = grown(4).consortium;
        byte[] file = HistoryCodec.encodeHistory(whole.entries()).toByteArray();
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 120; i++) {
            byte[] mutated = file.clone();
            mutated[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            refused += isRefused(mutated) ? 1 : 0;
        }
        for (int i = 0; i < 40; i++) {
            byte[] cut = Arrays.copyOf(file, 1 + random.nextInt(file.length - 1));
            refused += isRefused(cut) || isPrefix(whole, cut) ? 1 : 0;
        }
        assertThat(refused).isEqualTo(160);
    }

    private static boolean isRefused(byte[] file) {
        try {
            Consortium unused = Consortium.replay(HistoryCodec.decodeHistory(Bytes.of(file)));
            return false;
        } catch (MalformedBody | AmendmentRejected refused) {
            return true;
        }
    }

    private static boolean isPrefix(Consortium whole, byte[] file) {
        try {
            return whole.continues(Consortium.replay(HistoryCodec.decodeHistory(Bytes.of(file))));
        } catch (MalformedBody | AmendmentRejected refused) {
            return false;
        }
    }

    @Test
    void noEntryCanBeLeftOutOrMoved() throws AmendmentRejected {
        List<Entry> entries = grown(8).consortium.entries();
        for (int i = 0; i < entries.size() - 1; i++) {
            List<Entry> without = new ArrayList<>(entries);
            Entry left = without.remove(i);
            assertThat(isRefused(HistoryCodec.encodeHistory(without).toByteArray())).isTrue();
            without.add(i + 1, left);
            assertThat(isRefused(HistoryCodec.encodeHistory(without).toByteArray())).isTrue();
        }
    }
}
