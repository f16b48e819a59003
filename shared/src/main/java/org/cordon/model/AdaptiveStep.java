// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

import java.util.Arrays;

/**
 * What FedAdam, FedYogi and FedAdagrad share (Reddi et al. 2021, Algorithm 2): {@code m = beta1 m + (1 - beta1) d}, the
 * next v, {@code x += learningRate m / (sqrt(v) + tau)}; v starts at tau squared, and there is no bias correction.
 *
 * <p>The moments are rounded to float32 after each round, and the step uses the rounded ones.
 */
final class AdaptiveStep {
    /** The next second moment from the last and the square of the update. */
    @FunctionalInterface
    interface SecondMoment {
        double next(double second, double square);
    }

    private AdaptiveStep() {}

    static void check(double learningRate, double beta1, double tau) {
        require(learningRate > 0 && learningRate <= 1e12, "server learningRate must be in (0, 1e12]", learningRate);
        require(beta1 >= 0 && beta1 < 1, "beta1 must be in [0, 1)", beta1);
        require(tau >= 1e-15 && tau <= 1e12, "tau must be in [1e-15, 1e12]", tau);
    }

    static void require(boolean holds, String rule, double value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", but was " + value);
        }
    }

    static ServerState start(ParameterVector parameters, double tau) {
        float[] second = new float[parameters.length()];
        Arrays.fill(second, (float) (tau * tau));
        return new ServerState(
                parameters, ParameterVector.of(new float[parameters.length()]), ParameterVector.of(second));
    }

    static ServerState step(
            ServerState state, double[] delta, double learningRate, double beta1, double tau, SecondMoment moment) {
        ServerOptimiser.requireLength(state, delta);
        float[] next = state.parameters().toFloatArray();
        float[] first = state.firstMoment().toFloatArray();
        float[] second = state.secondMoment().toFloatArray();
        if (first.length != next.length) {
            throw new IllegalArgumentException("moments must be " + next.length + " long, but were " + first.length);
        }
        for (int k = 0; k < next.length; k++) {
            first[k] = (float) (beta1 * first[k] + (1 - beta1) * delta[k]);
            second[k] = (float) moment.next(second[k], delta[k] * delta[k]);
            next[k] = (float) (next[k] + learningRate * first[k] / (StrictMath.sqrt(second[k]) + tau));
        }
        return new ServerState(ParameterVector.of(next), ParameterVector.of(first), ParameterVector.of(second));
    }
}
