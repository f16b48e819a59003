// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.Optional;
import org.cordon.computation.fit.FitTerms;
import org.cordon.computation.kernel.FourierFeatures;
import org.cordon.computation.kernel.KernelMean;
import org.cordon.computation.kernel.KernelMeanPlan;
import org.cordon.suite.Bytes;

/**
 * {@link KernelMeanPlan} as the file writes it; what is left out takes the usual value.
 *
 * @param maxRows public cap on an exchange's rows
 * @param noiseMultiplierMicro calibrated where it is left out; only with differential privacy
 */
record KernelFile(
        int maxRows,
        int holdoutPerMille,
        Optional<Integer> pairs,
        Optional<Double> bandwidth,
        long seed,
        Optional<Long> noiseMultiplierMicro)
        implements FitKind {
    @Override
    public String computation() {
        return KernelMean.NAME;
    }

    @Override
    public KernelFile under(long multiplierMicro) {
        return new KernelFile(maxRows, holdoutPerMille, pairs, bandwidth, seed, Optional.of(multiplierMicro));
    }

    @Override
    public Bytes parameters(FitTerms terms) {
        return new KernelMeanPlan(terms, FourierFeatures.usual(pairs, bandwidth, seed)).encode();
    }
}
