// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.strategy;

import java.util.Arrays;

/**
 * The server steps of FedAdam, FedYogi and FedAdagrad; FedAdam with the bits of production's {@link org.cordon.model.FedAdam}.
 *
 * <p>Moments are rounded to float32 after each round, and the step uses the rounded ones, as in production.
 *
 * <p>Source: Reddi et al. 2021, Algorithm 2.
 */
final class Adaptive {
    private static final String FIRST = "first moment";
    private static final String SECOND = "second moment";

    private Adaptive() {}

    /** The next second moment from the last one and an update. */
    @FunctionalInterface
    interface Second {
        double of(double moment, double update);
    }

    static float[] step(Mean mean, double learningRate, double beta1, double tau, Second second) {
        int length = mean.parameters().length;
        double[] first = mean.memory().orZeros(FIRST, length);
        double[] moments = mean.memory().get(SECOND).orElseGet(() -> filled(length, (float) (tau * tau)));
        float[] next = mean.parameters().clone();
        for (int k = 0; k < length; k++) {
            double delta = mean.update()[k];
            first[k] = (float) (beta1 * first[k] + (1 - beta1) * delta);
            moments[k] = (float) second.of(moments[k], delta);
            next[k] = (float) (next[k] + learningRate * first[k] / (StrictMath.sqrt(moments[k]) + tau));
        }
        mean.memory().put(FIRST, first);
        mean.memory().put(SECOND, moments);
        return next;
    }

    private static double[] filled(int length, double value) {
        double[] filled = new double[length];
        Arrays.fill(filled, value);
        return filled;
    }

    static void check(double learningRate, double beta1, double tau) {
        require(learningRate > 0 && learningRate <= 1e12, "learningRate must be in (0, 1e12]", learningRate);
        require(beta1 >= 0 && beta1 < 1, "beta1 must be in [0, 1)", beta1);
        require(tau >= 1e-15 && tau <= 1e12, "tau must be in [1e-15, 1e12]", tau);
    }

    static void require(boolean holds, String rule, double value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", but was " + value);
        }
    }
}
