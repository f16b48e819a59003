// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.strategy;

/**
 * Averaging of updates that each exchange smooths over its rounds: {@code m' = momentum m + (1 - momentum) update} is what it sends.
 *
 * <p>Source: Karimireddy et al. 2021, "Learning from History for Byzantine Robust Optimization", Algorithm 2; with one local step
 * the update is the gradient times the local rate.
 *
 * @param learningRate of the server, 1 for plain averaging
 * @param momentum in [0, 1); 0 is {@link FedAveraging}
 */
public record WorkerMomentum(double learningRate, double momentum) implements Strategy {
    private static final String SMOOTHED = "smoothed update";

    public WorkerMomentum {
        FedAveraging unused = new FedAveraging(learningRate);
        Adaptive.require(momentum >= 0 && momentum < 1, "momentum must be in [0, 1)", momentum);
    }

    /** The first round is not damped, as there is nothing to remember. */
    @Override
    public double[] sent(Own own, double[] update) {
        double[] smoothed = own.memory().get(SMOOTHED).orElseGet(update::clone);
        for (int k = 0; k < update.length; k++) {
            smoothed[k] = momentum * smoothed[k] + (1 - momentum) * update[k];
        }
        own.memory().put(SMOOTHED, smoothed);
        return smoothed;
    }

    @Override
    public float[] step(Mean mean) {
        return new FedAveraging(learningRate).step(mean);
    }
}
