// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.cordon.suite.Keystream;
import org.cordon.suite.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasksTest {
    private static final long SEED = 0x6d61736b73L;

    private final Random random = new Random(SEED);

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32, 40, 48, 56, 64})
    void fusedPassEqualsTheNaiveSum(int wordBits) throws Exception {
        Ring ring = new Ring(wordBits);
        for (int length : new int[] {0, 1, 2, 3, 5, 17, 1023, 5461, 9001}) {
            for (int[] streams : new int[][] {{0, 0}, {1, 0}, {0, 1}, {4, 0}, {3, 2}, {5, 6}}) {
                RingVector vector = randomVector(ring, length);
                List<Secret> plus = keys(streams[0]);
                List<Secret> minus = keys(streams[1]);
                BigInteger[] expected = naive(vector, 0, plus, minus);
                Masks.apply(vector, plus, minus);
                assertThat(words(vector))
                        .as("seed %d, length %d, +%d -%d", SEED, length, streams[0], streams[1])
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32, 40, 64})
    void moreStreamsThanOnePassHoldsGiveTheNaiveSum(int wordBits) throws Exception {
        RingVector vector = randomVector(new Ring(wordBits), 37);
        List<Secret> plus = keys(300);
        List<Secret> minus = keys(290);
        BigInteger[] expected = naive(vector, 0, plus, minus);
        Masks.apply(vector, plus, minus);
        assertThat(words(vector)).as("seed %d", SEED).isEqualTo(expected);
    }

    /** All-ones bytes in every stream and in the vector are where lanes would overflow first. */
    @Test
    void byteLanesHoldTheirMostChunksOfOnes() {
        ByteLanes lanes = new ByteLanes(3, 3);
        int[] ones = {-1, -1, -1, -1, -1};
        lanes.start(ones, 3);
        for (int i = 1; i < ByteLanes.MAX_CHUNKS; i += Lanes.GROUP) {
            lanes.add(new int[][] {ones, ones, ones, ones}, 3);
        }
        int[] sums = new int[5];
        lanes.finish(sums, 3, 0);
        RingVector expected = RingVector.ofSigned(new Ring(24), new long[] {-257, -257, -257, -257}, 257);
        IntBuffer packed = ByteBuffer.wrap(expected.toByteArray())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer();
        assertThat(new int[] {sums[0], sums[1], sums[2]}).containsExactly(packed.get(0), packed.get(1), packed.get(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32, 40, 48, 56, 64})
    void aRangeGivesTheWordsOfTheWholeVector(int wordBits) {
        Ring ring = new Ring(wordBits);
        RingVector whole = randomVector(ring, 12_000);
        RingVector before = whole.copy();
        List<Secret> plus = keys(3);
        List<Secret> minus = keys(2);
        Masks.apply(whole, plus, minus);
        for (int from : new int[] {0, 1, 2, 3, 5, 7, 16, 4095, 4096, 11_999}) {
            int to = Math.min(12_000, from + 4096 + from % 3);
            RingVector block = before.slice(from, to);
            Masks.applyRange(block, from, plus, minus);
            assertThat(block).as("seed %d, from %d", SEED, from).isEqualTo(whole.slice(from, to));
        }
    }

    /** Counter blocks above 2^32 must carry into the higher bytes. */
    @Test
    void aRangeFarOutReadsTheRightCounterBlocks() throws Exception {
        Ring ring = new Ring(64);
        RingVector block = RingVector.zeros(ring, 5);
        List<Secret> plus = keys(1);
        long firstWord = Integer.MAX_VALUE - 2L;
        BigInteger[] expected = naive(block, firstWord, plus, List.of());
        Masks.applyRange(block, firstWord, plus, List.of());
        assertThat(words(block)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32, 40, 48, 56, 64})
    void pairMasksCancelInTheSum(int wordBits) {
        Ring ring = new Ring(wordBits);
        int members = 6;
        int length = 777;
        Secret[][] pair = new Secret[members][members];
        for (int i = 0; i < members; i++) {
            for (int j = i + 1; j < members; j++) {
                pair[i][j] = keys(1).get(0);
                pair[j][i] = pair[i][j].copy();
            }
        }
        RingVector expected = RingVector.zeros(ring, length);
        RingVector sum = RingVector.zeros(ring, length);
        for (int i = 0; i < members; i++) {
            RingVector input = randomVector(ring, length);
            expected.addInPlace(input);
            List<Secret> plus = new ArrayList<>();
            List<Secret> minus = new ArrayList<>();
            for (int j = 0; j < members; j++) {
                if (j != i) {
                    (j > i ? plus : minus).add(pair[i][j]);
                }
            }
            Masks.apply(input, plus, minus);
            sum.addInPlace(input);
        }
        assertThat(sum).as("seed %d", SEED).isEqualTo(expected);
    }

    /**
     * Chi-square over 65,536 masked zeros, for every byte position of a word on its own, 255 degrees of freedom: a uniform
     * position is above 380 with chance below 10^-6, the worst of at most eight below 10^-5. The seed is fixed, so the
     * test never flickers; without the mask the statistic is about 2^24.
     */
    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32, 48, 64})
    void aMaskedVectorIsUniform(int wordBits) {
        RingVector vector = RingVector.zeros(new Ring(wordBits), 1 << 16);
        assertThat(worstChiSquare(vector)).as("unmasked").isGreaterThan(380);
        Masks.apply(vector, keys(1), keys(1));
        assertThat(worstChiSquare(vector)).as("masked, seed %d", SEED).isLessThan(380);
    }

    @Test
    void aChunkIsWipedAfterUse() {
        MaskChunk chunk = new MaskChunk(new Ring(24), 300);
        RingVector vector = randomVector(new Ring(24), 100);
        chunk.start(vector.backing(), 0, 300);
        chunk.add(new Keystream(keys(1).get(0), 0, false));
        chunk.finish(vector.backing(), 0, 0);
        chunk.wipe();
        RingVector after = RingVector.of(new Ring(24), new byte[300]);
        after.backing()[0] = 1;
        chunk.finish(after.backing(), 0, 0);
        assertThat(after).isEqualTo(RingVector.zeros(new Ring(24), 100));
    }

    @Test
    void refusesPositionsOutsideAnyVector() {
        RingVector vector = RingVector.zeros(new Ring(24), 1);
        assertThatThrownBy(() -> Masks.applyRange(vector, -1, List.of(), List.of()))
                .hasMessageContaining("firstWord must be in [0, 2^31), but was -1");
    }

    private static double worstChiSquare(RingVector vector) {
        byte[] packed = vector.toByteArray();
        int width = vector.ring().bytesPerWord();
        double worst = 0;
        for (int position = 0; position < width; position++) {
            int[] counts = new int[256];
            for (int i = position; i < packed.length; i += width) {
                counts[packed[i] & 0xff]++;
            }
            double expected = vector.length() / 256.0;
            double statistic = 0;
            for (int count : counts) {
                statistic += (count - expected) * (count - expected) / expected;
            }
            worst = Math.max(worst, statistic);
        }
        return worst;
    }

    private List<Secret> keys(int count) {
        List<Secret> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(Secret.random(random::nextBytes));
        }
        return keys;
    }

    private RingVector randomVector(Ring ring, int length) {
        byte[] packed = new byte[length * ring.bytesPerWord()];
        random.nextBytes(packed);
        return RingVector.of(ring, packed);
    }

    private static BigInteger[] words(RingVector vector) {
        return words(vector.toByteArray(), vector.ring().bytesPerWord());
    }

    private static BigInteger[] words(byte[] packed, int width) {
        BigInteger[] words = new BigInteger[packed.length / width];
        for (int i = 0; i < words.length; i++) {
            byte[] word = new byte[width];
            for (int b = 0; b < width; b++) {
                word[width - 1 - b] = packed[i * width + b];
            }
            words[i] = new BigInteger(1, word);
        }
        return words;
    }

    private static BigInteger[] naive(RingVector vector, long firstWord, List<Secret> plus, List<Secret> minus)
            throws Exception {
        int width = vector.ring().bytesPerWord();
        BigInteger modulus = BigInteger.ONE.shiftLeft(8 * width);
        BigInteger[] sums = words(vector);
        for (Secret key : plus) {
            BigInteger[] mask = words(blocks(key, firstWord * width, vector.byteLength()), width);
            for (int i = 0; i < sums.length; i++) {
                sums[i] = sums[i].add(mask[i]).mod(modulus);
            }
        }
        for (Secret key : minus) {
            BigInteger[] mask = words(blocks(key, firstWord * width, vector.byteLength()), width);
            for (int i = 0; i < sums.length; i++) {
                sums[i] = sums[i].subtract(mask[i]).mod(modulus);
            }
        }
        return sums;
    }

    /** The keystream by its definition: the encryption of each counter block on its own (SP 800-38A section 6.5). */
    private static byte[] blocks(Secret key, long from, int length) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.copyBytes(), "AES"));
        int skipped = (int) (from % 16);
        ByteBuffer counters = ByteBuffer.allocate((skipped + length + 15) / 16 * 16);
        for (long block = from / 16; counters.hasRemaining(); block++) {
            counters.putLong(0).putLong(block);
        }
        return Arrays.copyOfRange(cipher.doFinal(counters.array()), skipped, skipped + length);
    }
}
