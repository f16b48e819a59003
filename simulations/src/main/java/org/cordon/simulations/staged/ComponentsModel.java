// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.staged;

import java.util.Optional;
import java.util.OptionalInt;
import org.cordon.computation.components.Components;
import org.cordon.computation.components.ComponentsPlan;
import org.cordon.computation.fit.FitTerms;
import org.cordon.suite.Bytes;

/**
 * Principal components; the score is the Mahalanobis distance, or the residual outside the leading components.
 *
 * @param leading components that are taken out; none where it is left out
 * @param shrinkage share of the mean variance in each
 */
public record ComponentsModel(Optional<Integer> leading, Optional<Double> shrinkage) implements StagedModel {
    public ComponentsModel {
        ComponentsPlan unused = plan(leading, shrinkage, ANY);
    }

    @Override
    public String computation() {
        return Components.NAME;
    }

    @Override
    public OptionalInt rounds() {
        return OptionalInt.of(1);
    }

    @Override
    public Bytes parameters(Setting setting) {
        return plan(leading, shrinkage, setting).encode();
    }

    private static ComponentsPlan plan(Optional<Integer> leading, Optional<Double> shrinkage, Setting setting) {
        FitTerms terms = setting.terms();
        return new ComponentsPlan(
                terms, terms.usualClipNorm(), leading.orElse(0), shrinkage.orElse(ComponentsPlan.USUAL_SHRINKAGE));
    }
}
