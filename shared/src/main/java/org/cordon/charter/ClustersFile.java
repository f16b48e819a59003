// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.List;
import java.util.Optional;
import org.cordon.computation.clusters.Clusters;
import org.cordon.computation.clusters.ClustersPlan;
import org.cordon.computation.fit.FitTerms;
import org.cordon.suite.Bytes;
import org.cordon.task.PrivacyTerms;

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
        implements StageKind {
    @Override
    public String computation() {
        return Clusters.NAME;
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
        return rounds.orElse(ClustersPlan.USUAL_ROUNDS);
    }

    @Override
    public ClustersFile under(long multiplierMicro) {
        return new ClustersFile(
                maxRows, holdoutPerMille, clusters, rounds, clipNorm, minPerMille, seed, Optional.of(multiplierMicro));
    }

    @Override
    public Bytes parameters(List<String> columns, Optional<PrivacyTerms> terms) {
        FitTerms fit =
                new FitTerms(columns.size(), maxRows, holdoutPerMille, StageKind.noise(terms, noiseMultiplierMicro));
        return new ClustersPlan(
                        fit,
                        clusters,
                        sums(),
                        clipNorm.orElseGet(fit::usualClipNorm),
                        minPerMille.orElse(ClustersPlan.USUAL_MIN_PER_MILLE),
                        seed)
                .encode();
    }
}
