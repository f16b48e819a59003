// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.learner;

import java.util.Optional;
import org.cordon.model.LocalPlan;

/**
 * What an exchange does between two sums.
 *
 * @param plan passes, batches, optimiser, rate, and the proximal term around the start
 * @param pull a proximal term around other parameters than the start
 * @param shift added to the gradient of every step, one value per parameter: c - c_i of SCAFFOLD (Karimireddy et al. 2020,
 *     Algorithm 1)
 */
public record LocalWork(LocalPlan plan, Optional<Pull> pull, Optional<float[]> shift) {
    /**
     * {@code strength (w - anchor)} is added to the gradient of every step.
     *
     * @param anchor one value per parameter
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Pull(double strength, float[] anchor) {}

    /** Nothing but the plan. */
    public static LocalWork of(LocalPlan plan) {
        return new LocalWork(plan, Optional.empty(), Optional.empty());
    }
}
