// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import org.cordon.suite.SeededRandomness;
import org.junit.jupiter.api.Test;

class RandomWordsTest {
    @Test
    void wordsAreTheKeystreamOfTheKey() {
        // AES-256 of a block of zeros under a key of zeros (NIST AESAVS, and any other implementation).
        assertThat(RandomWords.forTesting().next()).isEqualTo(Long.reverseBytes(0xdc95c078a2408989L));
        assertThat(RandomWords.forTesting(5, 6).next()).isEqualTo(5);
    }

    @Test
    void drawsBelowABoundAreUniform() {
        RandomWords words = new RandomWords(SeededRandomness.forTesting(1));
        int[] counts = new int[7];
        for (int i = 0; i < 700_000; i++) {
            counts[(int) words.below(7)]++;
        }
        double statistic = 0;
        for (int count : counts) {
            statistic += (count - 1e5) * (count - 1e5) / 1e5;
        }
        assertThat(statistic).isLessThan(39); // 6 degrees of freedom: above it by chance in one of 10^6 tests
    }

    @Test
    void aWordThatWouldFavourSomeValuesIsDrawnAgain() {
        long bound = 3L << 61;
        // The product's lower half must be 2^64 mod bound = 2^62 at least.
        assertThat(BigInteger.ONE.shiftLeft(64).mod(BigInteger.valueOf(bound))).isEqualTo(BigInteger.ONE.shiftLeft(62));
        assertThat(RandomWords.forTesting(0, 3, 4).below(bound)).isEqualTo(1);
        assertThat(RandomWords.forTesting(-1).below(1)).isZero();
    }

    @Test
    void closedItGivesNothing() {
        RandomWords words = new RandomWords(SeededRandomness.forTesting(1));
        words.next();
        words.close();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(words::next);
        assertThat(words).hasToString("RandomWords");
        assertThatIllegalArgumentException().isThrownBy(() -> words.below(0));
    }
}
