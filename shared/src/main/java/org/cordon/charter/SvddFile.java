// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.Optional;
import org.cordon.computation.fit.FitTerms;
import org.cordon.computation.svdd.Svdd;
import org.cordon.computation.svdd.SvddPlan;
import org.cordon.suite.Bytes;

/**
 * {@link SvddPlan} as the file writes it; what is left out takes the usual value.
 *
 * @param maxRows public cap on an exchange's rows
 * @param noiseMultiplierMicro calibrated where it is left out; only with differential privacy
 */
record SvddFile(
        int maxRows,
        int holdoutPerMille,
        Optional<Integer> hidden,
        Optional<Integer> outputs,
        Optional<Integer> rounds,
        Optional<Double> clipNorm,
        Optional<Double> learningRate,
        long seed,
        Optional<Long> noiseMultiplierMicro)
        implements FitKind {
    @Override
    public String computation() {
        return Svdd.NAME;
    }

    @Override
    public int sums() {
        return rounds.orElse(SvddPlan.USUAL_ROUNDS);
    }

    @Override
    public SvddFile under(long multiplierMicro) {
        return new SvddFile(
                maxRows,
                holdoutPerMille,
                hidden,
                outputs,
                rounds,
                clipNorm,
                learningRate,
                seed,
                Optional.of(multiplierMicro));
    }

    @Override
    public Bytes parameters(FitTerms terms) {
        return new SvddPlan(
                        terms,
                        hidden.orElse(SvddPlan.USUAL_HIDDEN),
                        outputs.orElse(SvddPlan.USUAL_OUTPUTS),
                        sums(),
                        clipNorm.orElse(SvddPlan.USUAL_CLIP_NORM),
                        learningRate.orElse(SvddPlan.USUAL_LEARNING_RATE),
                        seed)
                .encode();
    }
}
