// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

/**
 * The distribution {@code N_Z(0, sigma^2)}: integers {@code x} with probability proportional to {@code exp(-x^2 / 2
 * sigma^2)} (Canonne, Kamath and Steinke 2020, definition 1), truncated on both sides if asked for.
 *
 * <p><b>Guarantees.</b> Direct summation; relative error below 1e-13.
 */
public final class DiscreteGaussianNoise {
    /** Where probabilities fall below the least double. */
    private static final double RANGE = 39;

    private final double sigma;
    private final int truncation;
    private final double norm;

    public DiscreteGaussianNoise(double sigma) {
        this(sigma, Mechanism.DiscreteGaussian.UNTRUNCATED);
    }

    DiscreteGaussianNoise(double sigma, int truncation) {
        Parameters.requireNoise("sigma", sigma);
        this.sigma = sigma;
        this.truncation = truncation;
        norm = sum(0);
    }

    /** The probability of one integer. */
    public double probability(long value) {
        return Math.abs(value) > truncation ? 0 : weight(value) / norm;
    }

    /** The variance; below {@code sigma^2} by at most a part in a million for sigma above 1, by much for smaller ones. */
    public double variance() {
        return sum(2) / norm;
    }

    /** The greatest value that the accountants look at. */
    long reach() {
        return Math.min(truncation, (long) Math.ceil(PrivacyLosses.RANGE * sigma) + 1);
    }

    private double weight(long value) {
        double scaled = value / sigma;
        return StrictMath.exp(-scaled * scaled / 2);
    }

    /** Sums {@code x^power} over the distribution before it is normed. Above sigma 100 both are integrals to 1e-80000. */
    private double sum(int power) {
        if (sigma > 100 && truncation > RANGE * sigma) {
            double mass = sigma * Math.sqrt(2 * Math.PI);
            return power == 0 ? mass : mass * sigma * sigma;
        }
        double sum = power == 0 ? 1 : 0;
        long end = Math.min(truncation, (long) Math.ceil(RANGE * sigma));
        for (long x = end; x >= 1; x--) {
            sum += 2 * weight(x) * (power == 0 ? 1 : (double) x * x);
        }
        return sum;
    }
}
