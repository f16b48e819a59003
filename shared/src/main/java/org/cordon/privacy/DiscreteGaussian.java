// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy;

import java.math.BigInteger;
import org.cordon.suite.Randomness;

/**
 * Draws integers x with probability proportional to exp(-x^2 / (2 sigma^2)), exactly.
 *
 * <p>Source: Canonne, Kamath and Steinke 2020, "The Discrete Gaussian for Differential Privacy", algorithms 1 to 3, for a
 * whole number sigma^2. A candidate y comes from the discrete Laplace law of scale t = floor(sigma) + 1 and stays with
 * probability exp(-(|y| - sigma^2/t)^2 / (2 sigma^2)); every such decision is one of chances p/q with whole numbers.
 *
 * <p>How a chance p/q is decided: a word r stands for the first 64 binary digits of a uniform number, which is below p/q
 * if (r + 1) q <= 2^64 p, and is not if r q >= 2^64 p. Otherwise, in one case in 2^64, the next word goes on with what is
 * left. Where p and q take 128 bits, they are first enclosed by numbers of 56 bits, and only if those cannot tell, in
 * one case in 2^49, are they taken whole, as BigInteger.
 *
 * <p><b>Guarantees.</b> The law is exact as long as the words are uniform: no floating-point number is read, no value is
 * cut off. {@link #close} wipes the words' source.
 *
 * <p><b>Does not check</b> that draws take the same time: they do not, and their time tells of their size. Draw ahead, see
 * {@link NoisePool}.
 *
 * <p>Not thread-safe.
 */
public final class DiscreteGaussian implements AutoCloseable {
    /** The largest variance, 2^60. */
    public static final long MAX_VARIANCE = 1L << 60;

    private static final int TOP_BITS = 56;
    /** Keeps {@code top * k} in 62 bits. */
    private static final int MOST_TOP_TRIALS = 64;

    private final RandomWords words;
    private final long variance;
    private final long scale;
    /** 2 sigma^2 t^2, the denominator of every exponent: whole, as two words, and its first 56 bits. */
    private final BigInteger denominator;

    private final long denominatorHigh;
    private final long denominatorLow;
    private final long denominatorTop;
    /** By how many bits the denominator is shifted to the right to give its top; below 0, to the left. */
    private final int shift;

    /**
     * @param variance sigma^2, in [1, 2^60]
     * @param randomness gives the key of the keystream, 32 bytes, now
     */
    public DiscreteGaussian(long variance, Randomness randomness) {
        this(variance, new RandomWords(randomness));
    }

    DiscreteGaussian(long variance, RandomWords words) {
        if (variance < 1 || variance > MAX_VARIANCE) {
            throw new IllegalArgumentException("variance must be in [1, 2^60], but was " + variance);
        }
        this.variance = variance;
        this.scale = BigInteger.valueOf(variance).sqrt().longValueExact() + 1;
        BigInteger square = BigInteger.valueOf(scale).pow(2);
        this.denominator = BigInteger.valueOf(variance).multiply(square).shiftLeft(1);
        this.denominatorHigh = denominator.shiftRight(64).longValueExact();
        this.denominatorLow = denominator.longValue();
        this.shift = denominator.bitLength() - TOP_BITS;
        this.denominatorTop = denominator.shiftRight(shift).longValueExact();
        this.words = words;
    }

    /** sigma^2: the variance of the draws too, which is never above it, and from sigma^2 = 2 on within one part in 10^14. */
    public long variance() {
        return variance;
    }

    /** One draw. */
    public long sample() {
        while (true) { // algorithm 3, around algorithm 2
            long remainder = words.below(scale);
            if (!happensExp(remainder, scale)) {
                continue;
            }
            long quotient = 0;
            while (happensExpOne()) {
                quotient++;
            }
            boolean negative = words.next() < 0;
            long size = Math.addExact(remainder, Math.multiplyExact(scale, quotient));
            if ((!negative || size != 0) && accepts(size)) {
                return negative ? -size : size;
            }
        }
    }

    /** Fills {@code target} with independent draws. */
    public void fill(long[] target) {
        for (int i = 0; i < target.length; i++) {
            target[i] = sample();
        }
    }

    /** True with probability exp(-(size - sigma^2/t)^2 / (2 sigma^2)) = exp(-(size t - sigma^2)^2 / denominator). */
    boolean accepts(long size) {
        long product = size * scale;
        if (product < 0 || Math.multiplyHigh(size, scale) != 0) {
            return acceptsWhole(size);
        }
        long root = Math.abs(product - variance);
        long high = Math.multiplyHigh(root, root);
        long low = root * root;
        while (!isBelowDenominator(high, low)) { // algorithm 1: a factor exp(-1) for each whole one in the exponent
            if (!happensExpOne()) {
                return false;
            }
            long borrow = Long.compareUnsigned(low, denominatorLow) < 0 ? 1 : 0;
            low -= denominatorLow;
            high -= denominatorHigh + borrow;
        }
        long top = top(high, low);
        int k = 1;
        while (happens(top, high, low, k)) {
            k++;
        }
        return k % 2 == 1;
    }

    private boolean isBelowDenominator(long high, long low) {
        return high < denominatorHigh || (high == denominatorHigh && Long.compareUnsigned(low, denominatorLow) < 0);
    }

    long top(long high, long low) {
        if (shift <= 0) {
            return low << -shift;
        }
        return shift < 64 ? (high << (64 - shift)) | (low >>> shift) : high >>> (shift - 64);
    }

    /** The same for a size times t beyond 63 bits: rare, and the rarer the smaller sigma is. */
    boolean acceptsWhole(long size) {
        BigInteger root =
                BigInteger.valueOf(size).multiply(BigInteger.valueOf(scale)).subtract(BigInteger.valueOf(variance));
        BigInteger left = root.pow(2);
        while (left.compareTo(denominator) >= 0) {
            if (!happensExpOne()) {
                return false;
            }
            left = left.subtract(denominator);
        }
        int k = 1;
        while (happensWhole(left, k, words.next())) {
            k++;
        }
        return k % 2 == 1;
    }

    /** Algorithm 1 for 0 <= p/q <= 1: true with probability exp(-p/q). */
    private boolean happensExp(long p, long q) {
        long k = 1;
        while (happens(p, q * k)) {
            k++;
        }
        return k % 2 == 1;
    }

    /** The same for p = q: its first trial always succeeds. */
    private boolean happensExpOne() {
        long k = 2;
        while (happens(1, k)) {
            k++;
        }
        return k % 2 == 1;
    }

    /** True with probability p/q, where 0 <= p <= q < 2^63. */
    boolean happens(long p, long q) {
        long numerator = p;
        while (true) {
            long word = words.next();
            long high = RandomWords.multiplyHigh(word, q);
            if (high != numerator - 1) {
                return high < numerator;
            }
            long left = -(word * q); // 2^64 p - r q, in (0, 2^64]
            if (left == 0 || Long.compareUnsigned(left, q) >= 0) {
                return true;
            }
            numerator = left;
        }
    }

    /** True with probability p/(denominator k), where {@code high} and {@code low} are p and {@code top} its top. */
    boolean happens(long top, long high, long low, int k) {
        long word = words.next();
        if (k <= MOST_TOP_TRIALS) {
            // p/(denominator k) lies in [top / ((denominatorTop + 1) k), (top + 1) / (denominatorTop k)).
            long product = RandomWords.multiplyHigh(word, denominatorTop * k);
            if (product + k + 2 <= top) {
                return true;
            }
            if (product > top) {
                return false;
            }
        }
        BigInteger p = BigInteger.valueOf(high).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low)));
        return happensWhole(p, k, word);
    }

    private boolean happensWhole(BigInteger p, int k, long firstWord) {
        BigInteger q = denominator.multiply(BigInteger.valueOf(k));
        BigInteger numerator = p;
        long word = firstWord;
        while (true) {
            BigInteger left = numerator.shiftLeft(64).subtract(q.multiply(new BigInteger(Long.toUnsignedString(word))));
            if (left.signum() <= 0) {
                return false;
            }
            if (left.compareTo(q) >= 0) {
                return true;
            }
            numerator = left;
            word = words.next();
        }
    }

    @Override
    public void close() {
        words.close();
    }

    @Override
    public String toString() {
        return "DiscreteGaussian";
    }
}
