// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingVectorTest {
    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32, 40, 48, 56, 64})
    void theBoundsOfARingComeBackAndOnePastThemWraps(int wordBits) {
        Ring ring = new Ring(wordBits);
        long most = ring.maxSum();
        assertThat(BigInteger.valueOf(most).bitLength()).isEqualTo(wordBits - 1);
        RingVector vector = RingVector.ofSigned(ring, new long[] {most, -most, 0, -1}, most);
        assertThat(vector.toSigned()).containsExactly(most, -most, 0, -1);
        assertThat(vector.byteLength()).isEqualTo(4 * wordBits / 8);
        RingVector one = RingVector.ofSigned(ring, new long[] {1, -1, 5, 1}, 5);
        vector.addInPlace(one);
        assertThat(vector.toSigned()).containsExactly(-most - 1, -most - 1, 5, 0);
        vector.subtractInPlace(one);
        assertThat(vector.toSigned()).containsExactly(most, -most, 0, -1);
    }

    @Test
    void valuesOutOfRangeAreRefusedNotClipped() {
        Ring ring = new Ring(24);
        for (long value : new long[] {101, -101, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> RingVector.ofSigned(ring, new long[] {0, 100, -100, value}, 100))
                    .isInstanceOfSatisfying(
                            OutOfRange.class, fault -> assertThat(fault.index()).isEqualTo(3))
                    .hasMessage("value at index 3 must be in [-100, 100], but was not");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RingVector.ofSigned(ring, new long[0], 1 << 23))
                .withMessage("maxAbs must be in [0, 8388607], but was 8388608");
    }

    @Test
    void theSmallestRingIsExact() {
        for (int wordBits = 16; wordBits <= 64; wordBits += 8) {
            BigInteger half = BigInteger.ONE.shiftLeft(wordBits - 1);
            assertThat(Ring.smallestFor(half.subtract(BigInteger.ONE))).isEqualTo(new Ring(wordBits));
            if (wordBits < 64) {
                assertThat(Ring.smallestFor(half)).isEqualTo(new Ring(wordBits + 8));
            }
        }
        assertThat(Ring.smallestFor(BigInteger.ZERO)).isEqualTo(new Ring(16));
        assertThatThrownBy(() -> Ring.smallestFor(BigInteger.ONE.shiftLeft(63))).isInstanceOf(OverflowsRing.class);
        assertThatIllegalArgumentException().isThrownBy(() -> Ring.smallestFor(BigInteger.ONE.negate()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 17, 33, 65, 72, -16})
    void otherWordWidthsAreRefused(int wordBits) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ring(wordBits))
                .withMessage("wordBits must be a multiple of 8 from 16 to 64, but was " + wordBits);
    }

    @Test
    void packedWordsAreLittleEndianAndWhole() throws IOException {
        Ring ring = new Ring(24);
        byte[] packed = {1, 2, 3, -1, -1, -1};
        RingVector vector = RingVector.of(ring, packed);
        assertThat(vector.toSigned()).containsExactly(0x030201, -1);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        vector.writeTo(output);
        assertThat(output.toByteArray()).isEqualTo(packed);
        assertThat(vector.toByteArray()).isEqualTo(packed);
        assertThat(vector.asReadOnlyBuffer().remaining()).isEqualTo(6);
        assertThatThrownBy(() -> vector.asReadOnlyBuffer().put(0, (byte) 1))
                .isInstanceOf(ReadOnlyBufferException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RingVector.of(ring, new byte[7]))
                .withMessage("packed length must be a multiple of 3 bytes, but was 7");
    }

    @Test
    void slicesCopyAndWipingClears() {
        RingVector vector = RingVector.ofSigned(new Ring(40), new long[] {1, -2, 3, -4}, 4);
        RingVector slice = vector.slice(1, 3);
        assertThat(slice.toSigned()).containsExactly(-2, 3);
        assertThat(vector.copy()).isEqualTo(vector).hasSameHashCodeAs(vector);
        vector.wipe();
        assertThat(vector).isEqualTo(RingVector.zeros(new Ring(40), 4));
        assertThat(slice.toSigned()).containsExactly(-2, 3);
        assertThat(slice).hasToString("RingVector[2 words of 40 bits]");
        assertThatThrownBy(() -> vector.slice(2, 5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> vector.signed(4)).hasMessage("index must be in [0, 4), but was 4");
        assertThatIllegalArgumentException().isThrownBy(() -> vector.addInPlace(slice));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vector.subtractInPlace(RingVector.zeros(new Ring(32), 4)));
        assertThatIllegalArgumentException().isThrownBy(() -> RingVector.zeros(new Ring(32), -1));
    }
}
