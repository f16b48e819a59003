// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.Optional;
import org.cordon.computation.components.Components;
import org.cordon.computation.components.ComponentsPlan;
import org.cordon.computation.fit.FitTerms;
import org.cordon.suite.Bytes;

/**
 * {@link ComponentsPlan} as the file writes it; what is left out takes the usual value.
 *
 * @param maxRows public cap on an exchange's rows
 * @param noiseMultiplierMicro calibrated where it is left out; only with differential privacy
 */
record ComponentsFile(
        int maxRows,
        int holdoutPerMille,
        Optional<Double> clipNorm,
        Optional<Integer> leading,
        Optional<Double> shrinkage,
        Optional<Long> noiseMultiplierMicro)
        implements FitKind {
    @Override
    public String computation() {
        return Components.NAME;
    }

    @Override
    public ComponentsFile under(long multiplierMicro) {
        return new ComponentsFile(maxRows, holdoutPerMille, clipNorm, leading, shrinkage, Optional.of(multiplierMicro));
    }

    @Override
    public Bytes parameters(FitTerms terms) {
        return new ComponentsPlan(
                        terms,
                        clipNorm.orElseGet(terms::usualClipNorm),
                        leading.orElse(0),
                        shrinkage.orElse(ComponentsPlan.USUAL_SHRINKAGE))
                .encode();
    }
}
