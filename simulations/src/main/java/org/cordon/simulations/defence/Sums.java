// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.defence;

import java.util.List;

/** Sums over whole vectors, in the order written. */
final class Sums {
    private Sums() {}

    static double[] weightedMean(List<double[]> vectors, double[] weights) {
        double[] mean = new double[vectors.get(0).length];
        double total = 0;
        for (int i = 0; i < weights.length; i++) {
            double[] vector = vectors.get(i);
            total += weights[i];
            for (int k = 0; k < mean.length; k++) {
                mean[k] += weights[i] * vector[k];
            }
        }
        for (int k = 0; k < mean.length; k++) {
            mean[k] /= total;
        }
        return mean;
    }

    static double squaredDistance(double[] one, double[] other) {
        double sum = 0;
        for (int k = 0; k < one.length; k++) {
            sum += (one[k] - other[k]) * (one[k] - other[k]);
        }
        return sum;
    }

    static double norm(double[] vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    /** {@code centre} plus the way to {@code vector}, cut to {@code radius}. */
    static double[] clipped(double[] vector, double[] centre, double radius) {
        double distance = Math.sqrt(squaredDistance(vector, centre));
        double factor = distance > radius ? radius / distance : 1;
        double[] clipped = new double[vector.length];
        for (int k = 0; k < clipped.length; k++) {
            clipped[k] = centre[k] + factor * (vector[k] - centre[k]);
        }
        return clipped;
    }

    static void require(boolean holds, String rule, double value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", but was " + value);
        }
    }
}
