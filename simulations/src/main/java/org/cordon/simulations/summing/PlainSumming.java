// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.summing;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.sum.ring.Ring;

/**
 * Adds without masks: what comes out of a secure sum, without its protection and its cost.
 *
 * <p>Traffic is that of the packed vector alone, as a secure sum would send it.
 */
public final class PlainSumming implements Summing {
    @Override
    public Round open(int number, List<Integer> cohort, int length, long maxAbs) {
        return new PlainRound(cohort, length, maxAbs);
    }

    private static final class PlainRound implements Round {
        private final Set<Integer> missing;
        private final long[] total;
        private final long maxAbs;
        private final long vectorBytes;
        private boolean asked;
        private int added;

        PlainRound(List<Integer> cohort, int length, long maxAbs) {
            this.missing = new HashSet<>(cohort);
            this.total = new long[length];
            this.maxAbs = maxAbs;
            Ring ring = Ring.smallestFor(BigInteger.valueOf(maxAbs).multiply(BigInteger.valueOf(cohort.size())));
            this.vectorBytes = (long) (length + 1) * ring.bytesPerWord();
        }

        @Override
        public void add(int exchange, long[] words) {
            Vectors.check(words, total.length, maxAbs);
            synchronized (this) {
                if (!missing.remove(exchange)) {
                    throw new IllegalStateException("exchange must be in the cohort and add once, but was " + exchange);
                }
                for (int k = 0; k < total.length; k++) {
                    total[k] += words[k];
                }
                added++;
            }
        }

        @Override
        public synchronized Optional<long[]> sum() {
            if (asked) {
                throw new IllegalStateException("sum must be asked for once, but was asked for twice");
            }
            asked = true;
            return added == 0 ? Optional.empty() : Optional.of(total.clone());
        }

        @Override
        public Traffic traffic() {
            return new Traffic(vectorBytes, vectorBytes);
        }
    }
}
