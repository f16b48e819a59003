// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.cordon.log.LogTargets.Fate;
import org.junit.jupiter.api.Test;

/** One byte flipped, removed or inserted anywhere: nothing else than the two declared exceptions, and nothing verifies. */
class LogMutationTest {
    private static final long SEED = Long.getLong("cordon.seed", 20261121);
    private static final byte[] NOTE = LogVectors.utf8(LogVectors.END_TO_END.get("note"));
    private static final byte[] PROOF = LogVectors.utf8(LogVectors.END_TO_END.get("proof"));

    @Test
    void theUnmutatedVerify() throws MalformedLog {
        assertThat(List.of(
                        LogTargets.note(NOTE),
                        LogTargets.checkpoint(NOTE),
                        LogTargets.proof(PROOF),
                        LogTargets.policy(LogVectors.policy().toBytes())))
                .containsOnly(Fate.VERIFIED);
    }

    /** All three keys are known and needed here, so every byte matters. */
    @Test
    void mutatedCheckpointsNeverVerify() {
        assertThat(fates(NOTE, LogTargets::checkpoint)).containsOnlyKeys(Fate.MALFORMED, Fate.UNVERIFIED);
    }

    @Test
    void mutatedProofsNeverVerify() {
        assertThat(fates(PROOF, LogTargets::proof)).containsOnlyKeys(Fate.MALFORMED, Fate.UNVERIFIED);
    }

    /** A note verifies with one known signature left: the others may have become those of unknown keys. */
    @Test
    void mutatedNotesVerifyForTheSameTextOnly() throws Exception {
        byte[] alone = SignedCheckpoint.sign(SignedCheckpoint.parse(NOTE).checkpoint(), LogVectors.log())
                .toBytes();
        assertThat(fates(alone, LogTargets::note)).containsOnlyKeys(Fate.MALFORMED, Fate.UNVERIFIED);
        String text = SignedNote.parse(NOTE).text();
        for (byte[] mutated : mutations(NOTE)) {
            if (LogTargets.note(mutated) == Fate.VERIFIED) {
                assertThat(SignedNote.parse(mutated).text()).isEqualTo(text);
            }
        }
    }

    /** Names, URLs and white space are free, keys and structure are not: what verifies needs the same two witnesses. */
    @Test
    void mutatedPoliciesAreRefusedOrNeedTheSameKeys() throws MalformedLog {
        TrustPolicy good = LogVectors.policy();
        Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
        for (byte[] mutated : mutations(good.toBytes())) {
            Fate fate = LogTargets.policy(mutated);
            fates.merge(fate, 1, Integer::sum);
            if (fate == Fate.VERIFIED) {
                TrustPolicy read = TrustPolicy.parse(mutated);
                assertThat(read.logs())
                        .extracting(TrustPolicy.Log::key)
                        .containsExactly(good.logs().get(0).key());
                assertThat(read.witnesses())
                        .extracting(TrustPolicy.Witness::key)
                        .isSubsetOf(good.witnesses().stream()
                                .map(TrustPolicy.Witness::key)
                                .toList());
            }
        }
        assertThat(fates).containsKeys(Fate.MALFORMED, Fate.VERIFIED);
    }

    @Test
    void mutatedRequestsAreRefusedOrSpelledOnce() throws Exception {
        byte[] good = new WitnessRequest(
                        5, RecursiveTree.consistency(5, LogVectors.leaves()), SignedCheckpoint.parse(NOTE))
                .toBytes();
        assertThat(fates(good, LogTargets::request)).containsOnlyKeys(Fate.MALFORMED, Fate.UNVERIFIED);
    }

    @Test
    void anyBytesAreRefused() {
        Random random = new Random(SEED);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            for (Function<byte[], Fate> target : targets()) {
                assertThat(target.apply(bytes)).as("seed %d, %d", SEED, i).isEqualTo(Fate.MALFORMED);
            }
        }
    }

    private static List<Function<byte[], Fate>> targets() {
        return List.of(
                LogTargets::note, LogTargets::checkpoint, LogTargets::policy, LogTargets::proof, LogTargets::request);
    }

    private static Map<Fate, Integer> fates(byte[] good, Function<byte[], Fate> target) {
        Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
        mutations(good).forEach(mutated -> fates.merge(target.apply(mutated), 1, Integer::sum));
        System.out.println("seed " + SEED + ": " + fates);
        return fates;
    }

    /** At every place: a flipped bit, the byte taken away, a byte put before, the rest cut off. */
    private static List<byte[]> mutations(byte[] good) {
        Random random = new Random(SEED);
        List<byte[]> all = new ArrayList<>();
        for (int at = 0; at < good.length; at++) {
            byte[] flipped = good.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            all.add(flipped);
            all.add(spliced(good, at, new byte[0], at + 1));
            all.add(spliced(good, at, new byte[] {(byte) random.nextInt(256)}, at));
            all.add(spliced(good, at, new byte[] {(byte) "\n \t0A=+/—".charAt(random.nextInt(8))}, at));
            all.add(Arrays.copyOf(good, at));
        }
        all.removeIf(mutated -> Arrays.equals(mutated, good));
        return all;
    }

    private static byte[] spliced(byte[] good, int to, byte[] added, int from) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(good, 0, to);
        bytes.writeBytes(added);
        bytes.write(good, from, good.length - from);
        return bytes.toByteArray();
    }
}
