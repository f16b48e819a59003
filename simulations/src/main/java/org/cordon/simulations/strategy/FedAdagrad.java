// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.strategy;

/**
 * Adagrad on the mean update: production's {@link org.cordon.model.FedAdagrad}, bit for bit.
 *
 * @param learningRate of the server, above 0
 * @param beta1 in [0, 1)
 * @param tau how adaptive the step is, larger is less
 */
public record FedAdagrad(double learningRate, double beta1, double tau) implements Strategy {
    public FedAdagrad {
        org.cordon.model.FedAdagrad unused = new org.cordon.model.FedAdagrad(learningRate, beta1, tau);
    }

    @Override
    public float[] step(Mean mean) {
        return Adaptive.step(mean, new org.cordon.model.FedAdagrad(learningRate, beta1, tau));
    }
}
