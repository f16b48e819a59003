// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.List;
import java.util.Optional;
import org.cordon.computation.components.Components;
import org.cordon.computation.components.ComponentsPlan;
import org.cordon.computation.fit.FitTerms;
import org.cordon.suite.Bytes;
import org.cordon.task.PrivacyTerms;

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
        implements StageKind {
    @Override
    public String computation() {
        return Components.NAME;
    }

    @Override
    public Needs needs() {
        return Needs.SCALING;
    }

    @Override
    public boolean isModel() {
        return true;
    }

    @Override
    public int sums() {
        return 1;
    }

    @Override
    public ComponentsFile under(long multiplierMicro) {
        return new ComponentsFile(maxRows, holdoutPerMille, clipNorm, leading, shrinkage, Optional.of(multiplierMicro));
    }

    @Override
    public Bytes parameters(List<String> columns, Optional<PrivacyTerms> terms) {
        FitTerms fit =
                new FitTerms(columns.size(), maxRows, holdoutPerMille, StageKind.noise(terms, noiseMultiplierMicro));
        return new ComponentsPlan(
                        fit,
                        clipNorm.orElseGet(fit::usualClipNorm),
                        leading.orElse(0),
                        shrinkage.orElse(ComponentsPlan.USUAL_SHRINKAGE))
                .encode();
    }
}
