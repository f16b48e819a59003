// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Poisson sampling: each unit takes part with the same chance, whatever the others do.
 *
 * <p>A unit is kept if a uniform word, as a number without sign, is below floor(rate 2^64). Amplification by sampling
 * holds for this, and neither for shuffled batches nor for batches of a fixed size; how many were kept is secret, and no
 * result may be divided by it: divide by {@link #expected}.
 *
 * @param threshold floor(rate 2^64), read as a number without sign; not 0
 */
public record PoissonSampling(long threshold) {
    private static final BigDecimal WORDS = new BigDecimal(BigInteger.ONE.shiftLeft(64));

    public PoissonSampling {
        if (threshold == 0) {
            throw new IllegalArgumentException("threshold must be in [1, 2^64), but was 0");
        }
    }

    /** With the chance {@code rate}, above 0 and below 1; a double is a binary fraction, so the threshold is exact. */
    public static PoissonSampling ofRate(double rate) {
        if (!(rate >= 0x1p-64 && rate < 1)) {
            throw new IllegalArgumentException("sampling rate must be above 0 and below 1, but was " + rate);
        }
        return new PoissonSampling(
                new BigDecimal(rate).multiply(WORDS).toBigInteger().longValue());
    }

    /** Decides on one unit. */
    public boolean keeps(RandomWords words) {
        return Long.compareUnsigned(words.next(), threshold) < 0;
    }

    /** The chance that is decided with, threshold / 2^64, rounded to a double. */
    public double rate() {
        return new BigDecimal(Long.toUnsignedString(threshold)).divide(WORDS).doubleValue();
    }

    /** How many of {@code units} are kept on average: the public divisor. */
    public double expected(long units) {
        return rate() * units;
    }
}
