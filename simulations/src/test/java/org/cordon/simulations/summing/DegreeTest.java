// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.summing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How likely a k-regular sum fails, in exact integers; a third of the exchanges is corrupt, a tenth drops out. */
class DegreeTest {
    private static final int SECURITY_BITS = 40;
    private static final int CORRECTNESS_BITS = 20;

    /** n * P(at least {@code least} of k neighbours are among {@code marked} of n - 1) <= 2^-bits, by the union bound. */
    private static boolean rare(int n, int marked, int k, int least, int bits) {
        BigInteger ways = IntStream.rangeClosed(least, k)
                .mapToObj(x -> choose(k, x).multiply(falling(marked, x)).multiply(falling(n - 1 - marked, k - x)))
                .reduce(BigInteger.ZERO, BigInteger::add);
        return ways.multiply(BigInteger.valueOf(n)).shiftLeft(bits).compareTo(falling(n - 1, k)) <= 0;
    }

    private static BigInteger falling(int from, int terms) {
        return IntStream.range(0, terms)
                .mapToObj(i -> BigInteger.valueOf(Math.max(0, from - i)))
                .reduce(BigInteger.ONE, BigInteger::multiply);
    }

    private static BigInteger choose(int from, int some) {
        return falling(from, some).divide(falling(some, some));
    }

    private static int corrupt(int n) {
        return (n + 2) / 3;
    }

    private static boolean hides(int n, Degree degree) {
        return rare(n, corrupt(n), degree.neighbours(), degree.threshold(), SECURITY_BITS);
    }

    private static boolean opens(int n, Degree degree) {
        return rare(n, n / 10, degree.neighbours(), degree.neighbours() - degree.threshold() + 1, CORRECTNESS_BITS);
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 300, 500, 999, 1_000, 1_001, 10_000, 10_001, 100_000, 100_001, 1_000_000})
    void noNeighbourhoodIsCorruptAndAllCanOpen(int n) {
        assertThat(hides(n, Degree.of(n))).isTrue();
        assertThat(opens(n, Degree.of(n))).isTrue();
    }

    /** To fall apart, the circle must miss k/2 in a row at two places: n^2/2 pairs of places, by the union bound. */
    @ParameterizedTest
    @ValueSource(ints = {256, 1_000, 10_000, 100_000, 1_000_000})
    void whoIsLeftAndHonestIsConnected(int n) {
        int k = Degree.of(n).neighbours();
        BigInteger pairs = BigInteger.valueOf((long) n * n / 2);
        assertThat(falling(corrupt(n) + n / 10, k).multiply(pairs).shiftLeft(SECURITY_BITS))
                .isLessThan(falling(n, k));
    }

    /** Where the table steps up, two neighbours fewer keep both bounds with no threshold at all. */
    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000, 100_000, 1_000_000})
    void noSmallerDegreeWouldDo(int n) {
        int k = Degree.of(n).neighbours() - 2;
        assertThat(IntStream.rangeClosed(1, k)
                        .mapToObj(t -> new Degree(k, t))
                        .filter(degree -> hides(n, degree) && opens(n, degree)))
                .isEmpty();
    }

    @Test
    void moreThanTheBoundsAreKnownForAreRefused() {
        assertThatThrownBy(() -> Degree.of(1_000_001))
                .hasMessage("exchanges in a secure sum must be at most 1000000, but were 1000001");
        assertThatThrownBy(() -> new Degree(101, 72)).hasMessageContaining("must be even");
    }
}
