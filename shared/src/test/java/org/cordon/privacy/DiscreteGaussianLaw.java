// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy;

import java.util.function.LongSupplier;

/** The exact law of the discrete Gaussian, by summation, and a chi-square test against it. */
final class DiscreteGaussianLaw {
    /** Nothing beyond this many sigmas matters in a double. */
    private static final int SPAN = 10;

    private final double variance;
    private final double normaliser;

    DiscreteGaussianLaw(double variance) {
        this.variance = variance;
        double sum = 0;
        for (long x = span(); x > 0; x--) { // the small ones first
            sum += weight(x);
        }
        this.normaliser = 1 + 2 * sum;
    }

    double probability(long x) {
        return weight(x) / normaliser;
    }

    double variance() {
        double sum = 0;
        for (long x = span(); x > 0; x--) {
            sum += (double) x * x * probability(x);
        }
        return 2 * sum;
    }

    /**
     * By how many standard errors the chi-square statistic of so many draws lies above its mean, after Wilson and
     * Hilferty's cube root: above 5 by chance in 3 of 10^7 tests.
     *
     * <p>The cells are runs of {@code width} integers, the middle one around 0; cells of fewer than 20 expected draws are
     * one with the tail on their side.
     */
    double excess(LongSupplier sampler, int draws, long width) {
        int half = 0;
        while (cell(half + 1, width) * draws >= 20) {
            half++;
        }
        double[] expected = new double[2 * half + 3];
        double rest = 1;
        for (int k = -half; k <= half; k++) {
            double probability = cell(k, width);
            expected[k + half + 1] = probability * draws;
            rest -= probability;
        }
        expected[0] = rest / 2 * draws;
        expected[2 * half + 2] = rest / 2 * draws;
        long[] counts = new long[expected.length];
        for (int i = 0; i < draws; i++) {
            long k = Math.floorDiv(sampler.getAsLong() + width / 2, width);
            counts[(int) Math.max(-half - 1, Math.min(half + 1, k)) + half + 1]++;
        }
        double statistic = 0;
        for (int i = 0; i < counts.length; i++) {
            statistic += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
        }
        double freedom = counts.length - 1;
        return (Math.cbrt(statistic / freedom) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
    }

    private double cell(int k, long width) {
        long first = k * width - width / 2;
        double sum = 0;
        for (long x = first; x < first + width; x++) {
            sum += probability(x);
        }
        return sum;
    }

    private double weight(long x) {
        return StrictMath.exp(-((double) x * x) / (2 * variance));
    }

    private long span() {
        return (long) Math.ceil(SPAN * Math.sqrt(variance));
    }
}
