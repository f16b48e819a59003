// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.staged;

import java.util.Optional;
import java.util.OptionalInt;
import org.cordon.computation.forest.Forest;
import org.cordon.computation.forest.ForestPlan;
import org.cordon.suite.Bytes;

/**
 * An isolation forest on public splits.
 *
 * @param trees how many
 * @param depth splits on a path
 */
public record ForestModel(Optional<Integer> trees, Optional<Integer> depth) implements StagedModel {
    public ForestModel {
        ForestPlan unused = plan(trees, depth, ANY);
    }

    @Override
    public String computation() {
        return Forest.NAME;
    }

    @Override
    public OptionalInt rounds() {
        return OptionalInt.of(1);
    }

    @Override
    public Bytes parameters(Setting setting) {
        return plan(trees, depth, setting).encode();
    }

    private static ForestPlan plan(Optional<Integer> trees, Optional<Integer> depth, Setting setting) {
        return new ForestPlan(
                setting.terms(),
                trees.orElse(ForestPlan.USUAL_TREES),
                depth.orElse(ForestPlan.USUAL_DEPTH),
                setting.seed());
    }
}
