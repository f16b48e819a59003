// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.strategy;

/**
 * Yogi on the mean update: production's {@link org.cordon.model.FedYogi}, bit for bit.
 *
 * @param learningRate of the server, above 0
 * @param beta1 in [0, 1)
 * @param beta2 in [0, 1)
 * @param tau how adaptive the step is, larger is less
 */
public record FedYogi(double learningRate, double beta1, double beta2, double tau) implements Strategy {
    public FedYogi {
        org.cordon.model.FedYogi unused = new org.cordon.model.FedYogi(learningRate, beta1, beta2, tau);
    }

    @Override
    public float[] step(Mean mean) {
        return Adaptive.step(mean, new org.cordon.model.FedYogi(learningRate, beta1, beta2, tau));
    }
}
