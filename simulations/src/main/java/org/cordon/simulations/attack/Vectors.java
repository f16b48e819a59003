// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.attack;

import java.util.List;
import java.util.SplittableRandom;

/** Sums over whole vectors, in the order written. */
final class Vectors {
    private Vectors() {}

    static double[] scaled(double[] vector, double factor) {
        double[] scaled = new double[vector.length];
        for (int k = 0; k < scaled.length; k++) {
            scaled[k] = factor * vector[k];
        }
        return scaled;
    }

    static double[] mean(List<double[]> vectors) {
        double[] mean = new double[vectors.get(0).length];
        for (double[] vector : vectors) {
            for (int k = 0; k < mean.length; k++) {
                mean[k] += vector[k];
            }
        }
        for (int k = 0; k < mean.length; k++) {
            mean[k] /= vectors.size();
        }
        return mean;
    }

    static double[] deviation(List<double[]> vectors, double[] mean) {
        double[] deviation = new double[mean.length];
        for (double[] vector : vectors) {
            for (int k = 0; k < mean.length; k++) {
                deviation[k] += (vector[k] - mean[k]) * (vector[k] - mean[k]);
            }
        }
        for (int k = 0; k < mean.length; k++) {
            deviation[k] = Math.sqrt(deviation[k] / vectors.size());
        }
        return deviation;
    }

    static double squaredDistance(double[] one, double[] other) {
        double sum = 0;
        for (int k = 0; k < one.length; k++) {
            sum += (one[k] - other[k]) * (one[k] - other[k]);
        }
        return sum;
    }

    static double squaredNorm(double[] vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return sum;
    }

    /** Standard normal (Box and Muller 1958). */
    static double normal(SplittableRandom random) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit(random)));
        return radius * StrictMath.cos(2 * StrictMath.PI * unit(random));
    }

    private static double unit(SplittableRandom random) {
        return (random.nextLong() >>> 11) * 0x1.0p-53;
    }

    static void require(boolean holds, String rule, double value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", but was " + value);
        }
    }
}
