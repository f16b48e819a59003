// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

/**
 * Yogi on the averaged update (Reddi et al. 2021, Algorithm 2): as {@link FedAdam}, but {@code v = v - (1 - beta2) d^2
 * sign(v - d^2)}, so v moves by no more than the square of the update whatever its own size.
 *
 * @param learningRate above 0; at most 1e12, as a huge tau needs a huge rate
 * @param beta1 in [0, 1)
 * @param beta2 in [0, 1)
 * @param tau how adaptive the step is, larger is less; in [1e-15, 1e12]
 */
public record FedYogi(double learningRate, double beta1, double beta2, double tau) implements ServerOptimiser {
    static final int CODE = 2;

    public FedYogi {
        AdaptiveStep.check(learningRate, beta1, tau);
        AdaptiveStep.require(beta2 >= 0 && beta2 < 1, "beta2 must be in [0, 1)", beta2);
    }

    @Override
    public ServerState start(ParameterVector parameters) {
        return AdaptiveStep.start(parameters, tau);
    }

    @Override
    public ServerState step(ServerState state, double[] delta) {
        return AdaptiveStep.step(
                state,
                delta,
                learningRate,
                beta1,
                tau,
                (second, square) -> second - (1 - beta2) * square * StrictMath.signum(second - square));
    }

    @Override
    public void writeTo(CanonicalWriter writer) {
        writer.u8(CODE).f64(learningRate).f64(beta1).f64(beta2).f64(tau);
    }
}
