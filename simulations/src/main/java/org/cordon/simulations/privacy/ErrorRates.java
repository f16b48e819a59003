// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.privacy;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.cordon.privacy.accountant.Normal;

/**
 * What a threshold on scores tells of who was in: bounds on its rates that hold together with the confidence asked for.
 *
 * <p>Source: Clopper and Pearson 1934 (the bounds); Jagielski, Ullman and Oprea 2020 (epsilon from them); Nasr et al. 2023 (by way
 * of a Gaussian's trade-off curve).
 *
 * @param falsePositive how often a score of those out lies above, at the most
 * @param truePositive how often a score of those in lies above, at the least
 */
record ErrorRates(double falsePositive, double truePositive) {
    private static final int THRESHOLDS = 400;
    private static final double PRECISION = 1e-13;
    /** Much more than is asked for, or the luckiest of many thresholds would be chosen in place of the best. */
    private static final double CONFIDENCE_TO_CHOOSE = 1 - 1e-6;

    /**
     * The most that a threshold shows: chosen on the first half of the scores, told by the other half.
     *
     * @param out scores without the unit
     * @param in scores with it, which tend to be higher
     * @param shown by rates: an epsilon, or a shift
     */
    static double bound(double[] out, double[] in, double confidence, ToDoubleFunction<ErrorRates> shown) {
        double[] firstOut = sorted(out, 0, out.length / 2);
        double[] firstIn = sorted(in, 0, in.length / 2);
        double best = 0;
        double threshold = Double.POSITIVE_INFINITY;
        for (int i = 0; i < THRESHOLDS; i++) {
            // of both kinds, as the best threshold may lie where only those in are
            for (double[] scores : new double[][] {firstOut, firstIn}) {
                double candidate = scores[(int) ((long) i * (scores.length - 1) / (THRESHOLDS - 1))];
                double value = shown.applyAsDouble(at(candidate, firstOut, firstIn, CONFIDENCE_TO_CHOOSE));
                if (value > best) {
                    best = value;
                    threshold = candidate;
                }
            }
        }
        double[] secondOut = sorted(out, out.length / 2, out.length);
        double[] secondIn = sorted(in, in.length / 2, in.length);
        return Math.max(0, shown.applyAsDouble(at(threshold, secondOut, secondIn, confidence)));
    }

    private static double[] sorted(double[] scores, int from, int to) {
        double[] part = Arrays.copyOfRange(scores, from, to);
        Arrays.sort(part);
        return part;
    }

    private static ErrorRates at(double threshold, double[] out, double[] in, double confidence) {
        double significance = (1 - confidence) / 2;
        return new ErrorRates(
                most(above(threshold, out), out.length, significance),
                least(above(threshold, in), in.length, significance));
    }

    private static int above(double threshold, double[] sorted) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) / 2;
            if (sorted[middle] > threshold) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return sorted.length - low;
    }

    /** The chance that so many of {@code trials} are told of at the least. */
    static double least(int count, int trials, double significance) {
        return count == 0
                ? 0
                : new BetaDistribution(count, trials - count + 1.0, PRECISION)
                        .inverseCumulativeProbability(significance);
    }

    /** The same at the most. */
    static double most(int count, int trials, double significance) {
        return 1 - least(trials - count, trials, significance);
    }

    /** Whatever the mechanism: (epsilon, delta) allows truePositive at most e^epsilon falsePositive + delta. */
    double epsilon(double delta) {
        return truePositive > delta ? StrictMath.log((truePositive - delta) / falsePositive) : 0;
    }

    /**
     * By how many of its deviations the unit moves a Gaussian mechanism with these rates. It refutes the whole trade-off curve
     * that is claimed for one, not one point of it, and so sees what at a small delta no number of runs would.
     */
    double shift() {
        return truePositive > 0 && falsePositive < 1
                ? Math.max(0, Normal.quantile(truePositive) - Normal.quantile(falsePositive))
                : 0;
    }
}
