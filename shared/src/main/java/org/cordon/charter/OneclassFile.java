// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.Optional;
import org.cordon.computation.fit.FitTerms;
import org.cordon.computation.kernel.FourierFeatures;
import org.cordon.computation.kernel.OneClass;
import org.cordon.computation.kernel.OneClassPlan;
import org.cordon.suite.Bytes;

/**
 * {@link OneClassPlan} as the file writes it; what is left out takes the usual value.
 *
 * @param maxRows public cap on an exchange's rows
 * @param noiseMultiplierMicro calibrated where it is left out; only with differential privacy
 */
record OneclassFile(
        int maxRows,
        int holdoutPerMille,
        Optional<Integer> pairs,
        Optional<Double> bandwidth,
        double nu,
        Optional<Integer> rounds,
        long seed,
        Optional<Long> noiseMultiplierMicro)
        implements FitKind {
    @Override
    public String computation() {
        return OneClass.NAME;
    }

    @Override
    public int sums() {
        return rounds.orElse(OneClassPlan.USUAL_ROUNDS);
    }

    @Override
    public OneclassFile under(long multiplierMicro) {
        return new OneclassFile(
                maxRows, holdoutPerMille, pairs, bandwidth, nu, rounds, seed, Optional.of(multiplierMicro));
    }

    @Override
    public Bytes parameters(FitTerms terms) {
        return new OneClassPlan(terms, FourierFeatures.usual(pairs, bandwidth, seed), nu, sums()).encode();
    }
}
