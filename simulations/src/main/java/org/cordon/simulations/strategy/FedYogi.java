// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.strategy;

/**
 * Yogi on the mean update; see {@link Adaptive}.
 *
 * @param learningRate of the server, above 0
 * @param beta1 in [0, 1)
 * @param beta2 in [0, 1)
 * @param tau how adaptive the step is, larger is less
 */
public record FedYogi(double learningRate, double beta1, double beta2, double tau) implements Strategy {
    public FedYogi {
        Adaptive.check(learningRate, beta1, tau);
        Adaptive.require(beta2 >= 0 && beta2 < 1, "beta2 must be in [0, 1)", beta2);
    }

    @Override
    public float[] step(Mean mean) {
        return Adaptive.step(
                mean, learningRate, beta1, tau, (v, d) -> v - (1 - beta2) * (d * d) * Math.signum(v - d * d));
    }
}
