// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

/**
 * Adagrad on the averaged update (Reddi et al. 2021, Algorithm 2): as {@link FedAdam}, but {@code v = v + d^2}, so v
 * never falls and the steps shrink.
 *
 * @param learningRate above 0; at most 1e12, as a huge tau needs a huge rate
 * @param beta1 in [0, 1); 0 in the paper's experiments
 * @param tau how adaptive the step is, larger is less; in [1e-15, 1e12]
 */
public record FedAdagrad(double learningRate, double beta1, double tau) implements ServerOptimiser {
    static final int CODE = 3;

    public FedAdagrad {
        AdaptiveStep.check(learningRate, beta1, tau);
    }

    @Override
    public ServerState start(ParameterVector parameters) {
        return AdaptiveStep.start(parameters, tau);
    }

    @Override
    public ServerState step(ServerState state, double[] delta) {
        return AdaptiveStep.step(state, delta, learningRate, beta1, tau, (second, square) -> second + square);
    }

    @Override
    public void writeTo(CanonicalWriter writer) {
        writer.u8(CODE).f64(learningRate).f64(beta1).f64(tau);
    }
}
