// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.staged;

import java.util.Optional;
import java.util.OptionalInt;
import org.cordon.computation.svdd.Svdd;
import org.cordon.computation.svdd.SvddPlan;
import org.cordon.suite.Bytes;

/**
 * A deep SVDD; the score is the distance from its centre.
 *
 * @param hidden width of the hidden layer
 * @param outputs dimension that the centre lies in
 * @param learningRate of Adam
 */
public record SvddModel(Optional<Integer> hidden, Optional<Integer> outputs, Optional<Double> learningRate)
        implements StagedModel {
    private static final int FEWEST = 2;

    public SvddModel {
        SvddPlan unused = plan(hidden, outputs, learningRate, ANY);
    }

    @Override
    public String computation() {
        return Svdd.NAME;
    }

    @Override
    public OptionalInt rounds() {
        return OptionalInt.empty();
    }

    @Override
    public int sums(Setting setting) {
        return Math.max(FEWEST, setting.rounds());
    }

    @Override
    public Bytes parameters(Setting setting) {
        return plan(hidden, outputs, learningRate, setting).encode();
    }

    private static SvddPlan plan(
            Optional<Integer> hidden, Optional<Integer> outputs, Optional<Double> learningRate, Setting setting) {
        return new SvddPlan(
                setting.terms(),
                hidden.orElse(SvddPlan.USUAL_HIDDEN),
                outputs.orElse(SvddPlan.USUAL_OUTPUTS),
                Math.max(FEWEST, setting.rounds()),
                SvddPlan.USUAL_CLIP_NORM,
                learningRate.orElse(SvddPlan.USUAL_LEARNING_RATE),
                setting.seed());
    }
}
