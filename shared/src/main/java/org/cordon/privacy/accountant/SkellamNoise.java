// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

/**
 * Skellam noise, the difference of two equal Poisson variables, on integers (Agarwal, Kairouz and Liu 2021); to compare
 * with: Cordon adds discrete Gaussians.
 *
 * @param variance the sum of both Poisson rates
 */
public record SkellamNoise(double variance) {
    private static final double MOST = 1e8;

    public SkellamNoise {
        if (!(variance >= 1e-3 && variance <= MOST)) {
            throw new IllegalArgumentException("variance must be in [0.001, 1e8], but was " + variance);
        }
    }

    /** The exact Rényi divergence between the noise shifted by an integer and the noise, by summation. */
    public double divergence(double order, int shift) {
        requireOrder(order);
        Parameters.requireAtLeastOne("shift", shift);
        double deviation = Math.sqrt(variance);
        double far = order * shift * Math.max(4, 4 / variance) + 40 * deviation + 200;
        if (far > MOST / 4) {
            throw new AccountantRefused(
                    "The divergence of Skellam noise must be a sum of at most 25 million terms, but needs " + far,
                    "Ask for a smaller order or shift, or for the bound");
        }
        int reach = (int) far;
        double[] log = logProbabilities(reach + shift);
        LogSum sum = new LogSum();
        for (int x = -reach; x <= reach; x++) {
            sum.add(order * log[Math.abs(x - shift)] + (1 - order) * log[Math.abs(x)]);
        }
        return sum.value() / (order - 1);
    }

    /**
     * A bound for vectors (theorem 3.5 with remark).
     *
     * @param order above 1
     * @param l1 L1 sensitivity
     * @param l2 L2 sensitivity
     */
    public double bound(double order, double l1, double l2) {
        requireOrder(order);
        double second = ((2 * order - 1) * l2 * l2 + 6 * l1) / (4 * variance * variance);
        return order * l2 * l2 / (2 * variance) + Math.min(second, 3 * l1 / (2 * variance));
    }

    /**
     * By the ratios of modified Bessel functions {@code I_(k+1)(v) / I_k(v)}, downwards, where the recurrence is stable
     * (Miller's algorithm, DLMF 3.6(iii) and 10.29.1), and normed to 1.
     */
    private double[] logProbabilities(int reach) {
        double[] log = new double[reach + 1];
        double[] ratio = new double[reach + 1];
        double above = 0;
        for (int k = reach + 50 + (int) variance; k >= 0; k--) {
            above = 1 / (2 * (k + 1) / variance + above);
            if (k <= reach) {
                ratio[k] = above;
            }
        }
        LogSum total = new LogSum();
        total.add(0);
        for (int k = 1; k <= reach; k++) {
            log[k] = log[k - 1] + StrictMath.log(ratio[k - 1]);
            total.add(log[k] + StrictMath.log(2));
        }
        double norm = total.value();
        for (int k = 0; k <= reach; k++) {
            log[k] -= norm;
        }
        return log;
    }

    private static void requireOrder(double order) {
        if (!(order > 1 && order < 1e6)) {
            throw new IllegalArgumentException("order must be in (1, 1e6), but was " + order);
        }
    }
}
