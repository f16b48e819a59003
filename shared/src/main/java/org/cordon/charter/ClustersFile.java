// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.Optional;
import org.cordon.computation.clusters.Clusters;
import org.cordon.computation.clusters.ClustersPlan;
import org.cordon.computation.fit.FitTerms;
import org.cordon.suite.Bytes;

/**
 * {@link ClustersPlan} as the file writes it; what is left out takes the usual value.
 *
 * @param maxRows public cap on an exchange's rows
 * @param noiseMultiplierMicro calibrated where it is left out; only with differential privacy
 */
record ClustersFile(
        int maxRows,
        int holdoutPerMille,
        int clusters,
        Optional<Integer> rounds,
        Optional<Double> clipNorm,
        Optional<Integer> minPerMille,
        long seed,
        Optional<Long> noiseMultiplierMicro)
        implements FitKind {
    @Override
    public String computation() {
        return Clusters.NAME;
    }

    @Override
    public int sums() {
        return rounds.orElse(ClustersPlan.USUAL_ROUNDS);
    }

    @Override
    public ClustersFile under(long multiplierMicro) {
        return new ClustersFile(
                maxRows, holdoutPerMille, clusters, rounds, clipNorm, minPerMille, seed, Optional.of(multiplierMicro));
    }

    @Override
    public Bytes parameters(FitTerms terms) {
        return new ClustersPlan(
                        terms,
                        clusters,
                        sums(),
                        clipNorm.orElseGet(terms::usualClipNorm),
                        minPerMille.orElse(ClustersPlan.USUAL_MIN_PER_MILLE),
                        seed)
                .encode();
    }
}
