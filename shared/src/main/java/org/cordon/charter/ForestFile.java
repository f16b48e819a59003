// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.Optional;
import org.cordon.computation.fit.FitTerms;
import org.cordon.computation.forest.Forest;
import org.cordon.computation.forest.ForestPlan;
import org.cordon.suite.Bytes;

/**
 * {@link ForestPlan} as the file writes it; what is left out takes the usual value.
 *
 * @param maxRows public cap on an exchange's rows
 * @param noiseMultiplierMicro calibrated where it is left out; only with differential privacy
 */
record ForestFile(
        int maxRows,
        int holdoutPerMille,
        Optional<Integer> trees,
        Optional<Integer> depth,
        long seed,
        Optional<Long> noiseMultiplierMicro)
        implements FitKind {
    @Override
    public String computation() {
        return Forest.NAME;
    }

    @Override
    public ForestFile under(long multiplierMicro) {
        return new ForestFile(maxRows, holdoutPerMille, trees, depth, seed, Optional.of(multiplierMicro));
    }

    @Override
    public Bytes parameters(FitTerms terms) {
        return new ForestPlan(terms, trees.orElse(ForestPlan.USUAL_TREES), depth.orElse(ForestPlan.USUAL_DEPTH), seed)
                .encode();
    }
}
