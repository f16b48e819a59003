// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.trees;

/**
 * The logistic loss of one row as integers.
 *
 * <p><b>Guarantees.</b> A pair of gradient and curvature has an L2 norm of at most {@link #bound()}: before rounding it is w sqrt(p^2 +
 * (p (1 - p))^2), which is largest at p = 1, and rounding adds less than one word.
 *
 * @param positiveWeight what a row with label 1 counts, one with label 0 counts 1
 */
public record Gradients(double positiveWeight) {
    /** Words that stand for 1. */
    public static final long SCALE = 1L << 20;

    static final double MOST_WEIGHT = 10_000;

    public Gradients {
        if (!(positiveWeight >= 1 / MOST_WEIGHT && positiveWeight <= MOST_WEIGHT)) {
            throw new IllegalArgumentException("positiveWeight must be in [0.0001, 10000], but was " + positiveWeight);
        }
    }

    /** Bound on the norm of a row's pair, and so on either of the two. */
    public long bound() {
        return (long) StrictMath.ceil(Math.max(1, positiveWeight) * SCALE) + 1;
    }

    /** The probability that a margin, in log-odds, stands for. */
    public static double probability(double margin) {
        return 1 / (1 + StrictMath.exp(-margin));
    }

    /** First derivative of the loss of a row that is scored {@code probability}. */
    public long gradient(double probability, boolean positive) {
        return (long) Math.rint(SCALE * (positive ? positiveWeight * (probability - 1) : probability));
    }

    /** Second derivative. */
    public long curvature(double probability, boolean positive) {
        return (long) Math.rint(SCALE * probability * (1 - probability) * (positive ? positiveWeight : 1));
    }

    /** The log-odds to start from. */
    double base(double negatives, double positives) {
        double share = (positives * positiveWeight) / (negatives + positives * positiveWeight);
        double bounded = Double.isNaN(share) ? 0.5 : Math.max(1e-6, Math.min(1 - 1e-6, share));
        return StrictMath.log(bounded / (1 - bounded));
    }
}
