// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import java.util.Optional;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.Loss;

/**
 * {@link LocalPlan} as an experiment writes it: without the proximal term, which is a strategy's here.
 *
 * @param epochs passes over the rows
 * @param batchSize rows of a step
 * @param optimiser of the local steps
 * @param learningRate of the local steps
 * @param steps taken in the place of passes, however many rows there are
 * @param positiveWeight what a row with label 1 counts, one with label 0 counts 1
 * @param focalGamma how much less rows count that are told apart already
 */
public record Training(
        int epochs,
        int batchSize,
        LocalOptimiser optimiser,
        double learningRate,
        Optional<Integer> steps,
        Optional<Double> positiveWeight,
        Optional<Double> focalGamma) {
    public Training {
        LocalPlan unused = new LocalPlan(epochs, batchSize, optimiser, learningRate);
        Loss unusedLoss = loss(positiveWeight, focalGamma);
        steps.ifPresent(n -> {
            Checks.require(n >= 1 && n <= 100_000, "steps must be in [1, 100000], but was " + n);
            Checks.require(epochs == 1, "epochs must be 1 with steps, but was " + epochs);
        });
    }

    /** The plan before a strategy adds to it. */
    public LocalPlan plan() {
        return new LocalPlan(epochs, batchSize, optimiser, learningRate).withLoss(loss(positiveWeight, focalGamma));
    }

    private static Loss loss(Optional<Double> positiveWeight, Optional<Double> focalGamma) {
        return new Loss(positiveWeight.orElse(1.0), focalGamma.orElse(0.0));
    }
}
