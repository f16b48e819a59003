// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.defence;

/**
 * The point whose distances to all updates, by weight, sum to the least, by smoothed Weiszfeld steps.
 *
 * <p>Source: Pillutla et al. 2022, "Robust Aggregation for Federated Learning", Algorithm 2.
 *
 * @param iterations 1 to 1,000
 * @param smoothing least distance that counts, above 0
 */
public record GeometricMedian(int iterations, double smoothing) implements Defence {
    public GeometricMedian {
        Sums.require(iterations >= 1 && iterations <= 1000, "iterations must be in [1, 1000]", iterations);
        Sums.require(smoothing > 0 && smoothing <= 1, "smoothing must be in (0, 1]", smoothing);
    }

    @Override
    public double[] combine(Updates updates) {
        double[] centre = Sums.weightedMean(updates.list(), updates.weights());
        double[] pull = new double[updates.weights().length];
        for (int i = 0; i < iterations; i++) {
            for (int j = 0; j < pull.length; j++) {
                double distance = Math.sqrt(Sums.squaredDistance(updates.list().get(j), centre));
                pull[j] = updates.weights()[j] / Math.max(smoothing, distance);
            }
            centre = Sums.weightedMean(updates.list(), pull);
        }
        return centre;
    }
}
