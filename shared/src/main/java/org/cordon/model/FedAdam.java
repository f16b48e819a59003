// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

import java.util.Arrays;

/**
 * Adam on the averaged update (Reddi et al. 2021, Algorithm 2): {@code m = beta1 m + (1 - beta1) d}, {@code v = beta2 v
 * + (1 - beta2) d^2}, {@code x += learningRate m / (sqrt(v) + tau)}, with v starting at tau squared and no bias
 * correction.
 *
 * <p>The moments are rounded to float32 after each round, and the step uses the rounded ones.
 *
 * @param learningRate above 0; at most 1e12, as a huge tau needs a huge rate
 * @param beta1 in [0, 1)
 * @param beta2 in [0, 1)
 * @param tau how adaptive the step is, larger is less; in [1e-15, 1e12]
 */
public record FedAdam(double learningRate, double beta1, double beta2, double tau) implements ServerOptimiser {
    static final int CODE = 1;

    public FedAdam {
        require(learningRate > 0 && learningRate <= 1e12, "server learningRate must be in (0, 1e12]", learningRate);
        require(beta1 >= 0 && beta1 < 1, "beta1 must be in [0, 1)", beta1);
        require(beta2 >= 0 && beta2 < 1, "beta2 must be in [0, 1)", beta2);
        require(tau >= 1e-15 && tau <= 1e12, "tau must be in [1e-15, 1e12]", tau);
    }

    @Override
    public ServerState start(ParameterVector parameters) {
        float[] second = new float[parameters.length()];
        Arrays.fill(second, (float) (tau * tau));
        return new ServerState(
                parameters, ParameterVector.of(new float[parameters.length()]), ParameterVector.of(second));
    }

    @Override
    public ServerState step(ServerState state, double[] delta) {
        ServerOptimiser.requireLength(state, delta);
        float[] next = state.parameters().toFloatArray();
        float[] first = state.firstMoment().toFloatArray();
        float[] second = state.secondMoment().toFloatArray();
        if (first.length != next.length) {
            throw new IllegalArgumentException("moments must be " + next.length + " long, but were " + first.length);
        }
        for (int k = 0; k < next.length; k++) {
            first[k] = (float) (beta1 * first[k] + (1 - beta1) * delta[k]);
            second[k] = (float) (beta2 * second[k] + (1 - beta2) * (delta[k] * delta[k]));
            next[k] = (float) (next[k] + learningRate * first[k] / (StrictMath.sqrt(second[k]) + tau));
        }
        return new ServerState(ParameterVector.of(next), ParameterVector.of(first), ParameterVector.of(second));
    }

    @Override
    public void writeTo(CanonicalWriter writer) {
        writer.u8(CODE).f64(learningRate).f64(beta1).f64(beta2).f64(tau);
    }

    private static void require(boolean holds, String rule, double value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", but was " + value);
        }
    }
}
