// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.differencing;

import java.util.List;
import java.util.stream.IntStream;

/** The primes that {@link RowSpace} works with, proved by trial division. */
final class Primes {
    /** Enough for 255 rows: minors of 256 rows have at most 772 bits, 30 primes of 31 bits have more than 900. */
    private static final int COUNT = 30;

    /** The largest below 2^31, descending. */
    static final List<Integer> LARGE = IntStream.iterate(Integer.MAX_VALUE, n -> n - 2)
            .filter(Primes::isPrime)
            .limit(COUNT)
            .boxed()
            .toList();

    private Primes() {}

    static boolean isPrime(int odd) {
        for (int divisor = 3; divisor <= odd / divisor; divisor += 2) {
            if (odd % divisor == 0) {
                return false;
            }
        }
        return true;
    }
}
