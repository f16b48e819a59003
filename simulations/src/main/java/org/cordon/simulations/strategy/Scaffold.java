// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.strategy;

import java.util.Arrays;
import java.util.Optional;
import org.cordon.model.LocalPlan;
import org.cordon.simulations.learner.LocalWork;

/**
 * Control variates that take out of every local step what sets an exchange apart from all.
 *
 * <p>Source: Karimireddy et al. 2020, Algorithm 1, option II: {@code c_i' = c_i - c + (x - y_i) / (K rate)}; c moves by the mean
 * change over those that took part, times their share of all.
 *
 * @param learningRate of the server, above 0
 */
public record Scaffold(double learningRate) implements Strategy {
    private static final String CONTROL = "control variate";

    public Scaffold {
        Adaptive.require(learningRate > 0 && learningRate <= 10, "learningRate must be in (0, 10]", learningRate);
    }

    @Override
    public LocalWork work(LocalPlan plan, Own own) {
        int length = own.parameters().length;
        double[] all = own.shared().orZeros(CONTROL, length);
        double[] one = own.memory().orZeros(CONTROL, length);
        float[] shift = new float[length];
        for (int k = 0; k < length; k++) {
            shift[k] = (float) (all[k] - one[k]);
        }
        return new LocalWork(plan, Optional.empty(), Optional.of(shift));
    }

    /** How the exchange's control variate changes. */
    @Override
    public Optional<double[]> extra(Own own, Local local) {
        int length = own.parameters().length;
        double[] all = own.shared().orZeros(CONTROL, length);
        double[] before = own.memory().orZeros(CONTROL, length);
        double[] after = new double[length];
        double[] change = new double[length];
        double steps = Math.max(1, local.steps()) * local.learningRate();
        for (int k = 0; k < length; k++) {
            after[k] = before[k] - all[k] + ((double) own.parameters()[k] - local.trained()[k]) / steps;
            change[k] = after[k] - before[k];
        }
        double largest = Arrays.stream(change).map(Math::abs).max().orElse(0);
        if (largest > local.bound()) {
            // What is sent is shrunk, and c stays the mean of all c_i only if each moves by what it sent.
            Arrays.setAll(after, k -> before[k] + change[k] * local.bound() / largest);
        }
        own.memory().put(CONTROL, after);
        return Optional.of(change);
    }

    @Override
    public float[] step(Mean mean) {
        double[] all = mean.memory().orZeros(CONTROL, mean.parameters().length);
        double[] change = mean.extra().orElseThrow();
        double share = (double) mean.participants() / mean.exchanges();
        for (int k = 0; k < all.length; k++) {
            all[k] += share * change[k];
        }
        mean.memory().put(CONTROL, all);
        return new FedAveraging(learningRate).step(mean);
    }
}
