// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.cordon.suite.BodyCodec;
import org.cordon.suite.Bytes;
import org.cordon.sum.epoch.EpochKeys;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.RoundKeys;
import org.junit.jupiter.api.Test;

/** Stored bytes that something has spoilt: every decoder refuses them or reads what encodes to just these bytes. */
class StoredStateMutationTest {
    private static final long SEED = 0x6d757461746eL;
    private static final int MUTATIONS = 1_500;
    /** A decoder may allocate this much for each byte it reads, beside a constant. */
    private static final long FACTOR = 200;

    private static final long CONSTANT_BYTES = 4 << 20;

    private final Random random = new Random(SEED);
    private final TestFederation federation = TestFederation.of(4, 5, 10, SEED).establish();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void epochKeys() {
        Bytes good = federation.member(2).keys().encode();
        survive(good, bytes -> EpochKeys.decode(bytes).encode());
    }

    @Test
    void roundKeys() {
        Bytes good = federation.member(2).keys().enter(3).keys().encode();
        survive(good, bytes -> RoundKeys.decode(bytes).encode());
    }

    @Test
    void roundGuard() {
        survive(
                new RoundGuard(3, 7, 1, 6).encode(),
                bytes -> RoundGuard.decode(bytes).encode());
    }

    @Test
    void memberStates() {
        List<Integer> all = federation.everyone();
        TestRound round = federation.open(1, 0);
        round.enter(all);
        survives();
        round.ready(all);
        survives();
        assertThat(round.cohort()).isTrue();
        round.upload(List.of(1, 2, 3));
        survives();
        assertThat(round.survivors()).isTrue();
        round.endorse(List.of(1, 2, 3));
        survives();
        assertThat(round.certificate()).isTrue();
        round.reveal(List.of(1, 2, 3));
        survives();
    }

    private void survives() {
        TestMember member = federation.member(2);
        MemberStates states = new MemberStates(member.party());
        Bytes good = states.encode(member.state.orElseThrow());
        survive(good, bytes -> states.encode(states.decode(bytes, federation.roster())));
    }

    private void survive(Bytes good, Function<Bytes, Bytes> readAndWrite) {
        assertThat(readAndWrite.apply(good)).isEqualTo(good);
        assertThatThrownBy(() -> readAndWrite.apply(Bytes.EMPTY)).isInstanceOf(IllegalArgumentException.class);
        long most = CONSTANT_BYTES + FACTOR * good.size();
        for (int i = 0; i < MUTATIONS; i++) {
            Bytes mutated = mutate(good);
            long before = threads.getCurrentThreadAllocatedBytes();
            try {
                assertThat(readAndWrite.apply(mutated))
                        .as("seed %#x, mutation %d", SEED, i)
                        .isEqualTo(mutated);
            } catch (IllegalArgumentException | ProtocolViolation | BodyCodec.MalformedBody expected) {
                assertThat(expected).isNotNull();
            }
            assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                    .as("seed %#x, mutation %d", SEED, i)
                    .isLessThan(most);
        }
    }

    private Bytes mutate(Bytes good) {
        byte[] bytes = good.toByteArray();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 ->
                Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) (random.nextBoolean() ? 0xff : 0x7f));
            case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0);
            case 4 -> bytes = Arrays.copyOf(bytes, at);
            default -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(40));
        }
        return Bytes.wrap(bytes);
    }
}
