// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy;

import java.math.BigInteger;
import java.util.Comparator;
import org.cordon.suite.Transcript;

/**
 * What one opened sum costs in privacy: how far one unit's data can move it, and how much noise hides that.
 *
 * <p><b>Guarantees.</b> All numbers are exact; two releases are equal exactly if every accountant charges the same for them.
 * Neighbours differ by adding or removing one unit.
 *
 * <p><b>Does not check</b> that a computation keeps the sensitivity, that noise is drawn, or that units are sampled in secret: that
 * is the word of whoever contributes.
 *
 * @param sensitivitySquared square of the L2 sensitivity over all words, in units of one word, 1 to 2^62
 * @param multiplierMicro the noise multiplier z in millionths: the standard deviation of all noise together over the sensitivity,
 *     1 to 10^10
 * @param samplingThreshold a unit takes part iff an unsigned 64-bit number drawn for it is below this; 0 where every unit takes
 *     part, so that nothing is amplified
 */
public record Release(long sensitivitySquared, long multiplierMicro, long samplingThreshold)
        implements Comparable<Release> {
    /** Largest square of a sensitivity. */
    public static final long MAX_SENSITIVITY_SQUARED = 1L << 62;

    /** Largest noise multiplier, in millionths. */
    public static final long MAX_MULTIPLIER_MICRO = 10_000_000_000L;

    private static final Comparator<Release> ORDER = Comparator.comparingLong(Release::sensitivitySquared)
            .thenComparingLong(Release::multiplierMicro)
            .thenComparing(Release::samplingThreshold, Long::compareUnsigned);

    private static final double MILLION = 1e6;

    public Release {
        requireRange("sensitivitySquared", sensitivitySquared, MAX_SENSITIVITY_SQUARED);
        requireRange("multiplierMicro", multiplierMicro, MAX_MULTIPLIER_MICRO);
    }

    /** A release to which every unit contributes. */
    public static Release ofAll(long sensitivitySquared, long multiplierMicro) {
        return new Release(sensitivitySquared, multiplierMicro, 0);
    }

    /** z. */
    public double multiplier() {
        return multiplierMicro / MILLION;
    }

    /** Whether only a secret Poisson sample of the units takes part. */
    public boolean isSampled() {
        return samplingThreshold != 0;
    }

    /** q: the chance of a unit to take part, never less than it is. */
    public double samplingRate() {
        return isSampled() ? Math.nextUp(new PoissonSampling(samplingThreshold).rate()) : 1;
    }

    /**
     * The same release for a person who is {@code times} units at once, say by accounts at as many exchanges: the noise is that much
     * smaller beside all of them, and the chance that at least one takes part is q' = 1 - (1 - q)^times, rounded up. An upper bound,
     * as if all took part whenever one does (Ganesh 2024, mixtures of Gaussians under stochastic dominance).
     */
    public Release ofPerson(int times) {
        return new Release(sensitivitySquared, Math.max(1, multiplierMicro / times), atLeastOne(times));
    }

    private long atLeastOne(int times) {
        if (!isSampled() || times == 1) {
            return samplingThreshold;
        }
        BigInteger whole = BigInteger.ONE.shiftLeft(Long.SIZE);
        BigInteger none = whole.subtract(new BigInteger(Long.toUnsignedString(samplingThreshold)))
                .pow(times);
        // rounding the chance of none down rounds that of at least one up; 2^64 becomes 0, every unit
        return whole.subtract(none.shiftRight(Long.SIZE * (times - 1))).longValue();
    }

    /** By sensitivity, noise multiplier, then sampling. */
    @Override
    public int compareTo(Release other) {
        return ORDER.compare(this, other);
    }

    /** What configurations and records are bound to. */
    public byte[] encode() {
        return new Transcript()
                .u64(sensitivitySquared)
                .u64(multiplierMicro)
                .u64(samplingThreshold)
                .toByteArray();
    }

    private static void requireRange(String name, long value, long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " must be in [1, " + most + "], but was " + value);
        }
    }
}
