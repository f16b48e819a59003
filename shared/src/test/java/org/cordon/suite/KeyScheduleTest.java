// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyScheduleTest {
    private static final int EPOCH = 7;
    private static final int ROUND = 5;
    private static final int ATTEMPT = 2;

    private final Digest session = Digest.of(ascending(0));
    private final Secret pairKey = Secret.of(ascending(32));
    private final Digest roster = Digest.of(filled(0xaa));
    private final Digest open = Digest.of(filled(0xbb));
    private final Digest ctx = Digest.of(filled(0xcc));
    private final Secret local = Secret.of(filled(0x22));
    private final Digest input = Digest.of(filled(0x33));
    private final Randomness os = target -> Arrays.fill(target, (byte) 0x11);
    private final KeySchedule schedule = new KeySchedule(session, EPOCH);

    @Test
    void everyLabelGivesThePublishedKey() {
        Map<String, byte[]> vector = TestVectors.read("css1-key-schedule.txt").get(0);
        Secret chain = schedule.chain(pairKey, 3, 9, roster);
        Secret round = schedule.round(chain, ROUND, 3, 9);
        Secret premask = schedule.premask(round, ROUND, ATTEMPT, 3, 9, open);
        Secret b = schedule.b(os, local, input, ROUND, ATTEMPT, 3, open);
        Secret k = schedule.k(os, local, input, ROUND, ATTEMPT, 3, open);
        assertThat(schedule.confirm(pairKey, 9, 3, roster).toByteArray())
                .isEqualTo(TestVectors.field(vector, "confirm9to3"));
        same(chain, vector, "chain");
        same(round, vector, "round");
        same(schedule.next(chain, ROUND, 3, 9), vector, "next");
        same(schedule.share(round, ROUND, ATTEMPT, 9, 3, open), vector, "share9to3");
        same(premask, vector, "premask");
        same(b, vector, "b");
        same(k, vector, "k");
        same(schedule.bundle(k, ROUND, ATTEMPT, 3, open), vector, "bundle");
        same(schedule.self(b, ROUND, ATTEMPT, 3, ctx), vector, "self");
        same(schedule.mask(premask, ROUND, ATTEMPT, 3, 9, ctx), vector, "mask");
        assertThat(Hashes.blob(pairKey.copyBytes()).toByteArray()).isEqualTo(TestVectors.field(vector, "blobOfK"));
        Digest committed = Hashes.start(HashLabel.B).field(open).u16(3).field(b).digest();
        assertThat(committed.toByteArray()).isEqualTo(TestVectors.field(vector, "hashB"));
        assertThat(Hashes.h(HashLabel.B, open.toByteArray(), Hashes.u16(3), b.copyBytes()))
                .isEqualTo(committed);
    }

    @Test
    void seedAndRecoveryKeyDifferEvenUnderStuckRandomness() {
        assertThat(schedule.b(os, local, input, ROUND, ATTEMPT, 3, open))
                .isNotEqualTo(schedule.k(os, local, input, ROUND, ATTEMPT, 3, open));
    }

    @Test
    void confirmationTagsHoldInOneDirectionOnly() {
        Bytes tag = schedule.confirm(pairKey, 3, 9, roster);
        assertThat(schedule.confirms(tag, pairKey, 3, 9, roster)).isTrue();
        assertThat(schedule.confirms(tag, pairKey, 9, 3, roster)).isFalse();
        assertThat(schedule.confirms(tag, pairKey, 3, 9, open)).isFalse();
        assertThat(schedule.confirms(tag.slice(0, 31), pairKey, 3, 9, roster)).isFalse();
    }

    @Test
    void everyNumberEntersTheKey() {
        Secret key = schedule.share(pairKey, ROUND, ATTEMPT, 3, 9, open);
        assertThat(key)
                .isNotEqualTo(schedule.share(pairKey, ROUND + 1, ATTEMPT, 3, 9, open))
                .isNotEqualTo(schedule.share(pairKey, ROUND, ATTEMPT + 1, 3, 9, open))
                .isNotEqualTo(schedule.share(pairKey, ROUND, ATTEMPT, 9, 3, open))
                .isNotEqualTo(schedule.share(pairKey, ROUND, ATTEMPT, 3, 9, ctx))
                .isNotEqualTo(new KeySchedule(session, EPOCH + 1).share(pairKey, ROUND, ATTEMPT, 3, 9, open))
                .isNotEqualTo(new KeySchedule(roster, EPOCH).share(pairKey, ROUND, ATTEMPT, 3, 9, open));
    }

    @Test
    void refusesNumbersOutsideTheProtocol() {
        refused(() -> new KeySchedule(session, 0), "epoch must be in");
        refused(() -> schedule.chain(pairKey, 9, 3, roster), "low must be below high = 3, but was 9");
        refused(() -> schedule.chain(pairKey, 3, 3, roster), "low must be below");
        refused(() -> schedule.chain(pairKey, 0, 3, roster), "low must be in [1, 255], but was 0");
        refused(() -> schedule.mask(pairKey, 1, 0, 3, 256, ctx), "high must be in [1, 255], but was 256");
        refused(() -> schedule.round(pairKey, 0, 3, 9), "round must be in [1, 100], but was 0");
        refused(() -> schedule.next(pairKey, 101, 3, 9), "round must be in [1, 100], but was 101");
        refused(() -> schedule.premask(pairKey, 1, 65536, 3, 9, open), "attempt must be in");
        refused(() -> schedule.share(pairKey, 1, 0, 3, 3, open), "receiver must be another member");
        refused(() -> schedule.confirm(pairKey, 3, 0, roster), "receiver must be in [1, 255], but was 0");
        refused(() -> schedule.self(pairKey, 1, 0, 0, ctx), "member must be in [1, 255], but was 0");
    }

    private static void refused(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessageContaining(message);
    }

    private static void same(Secret actual, Map<String, byte[]> vector, String name) {
        assertThat(actual.copyBytes()).as(name).isEqualTo(TestVectors.field(vector, name));
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] ascending(int first) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }
}
