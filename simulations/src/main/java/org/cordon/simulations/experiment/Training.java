// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;

/**
 * {@link LocalPlan} as an experiment writes it: without the proximal term, which is a strategy's here.
 *
 * @param epochs passes over the rows
 * @param batchSize rows of a step
 * @param optimiser of the local steps
 * @param learningRate of the local steps
 */
public record Training(int epochs, int batchSize, LocalOptimiser optimiser, double learningRate) {
    public Training {
        LocalPlan unused = new LocalPlan(epochs, batchSize, optimiser, learningRate);
    }

    /** The plan before a strategy adds to it. */
    public LocalPlan plan() {
        return new LocalPlan(epochs, batchSize, optimiser, learningRate);
    }
}
