// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.staged;

import java.util.Optional;
import java.util.OptionalInt;
import org.cordon.computation.clusters.Clusters;
import org.cordon.computation.clusters.ClustersPlan;
import org.cordon.computation.fit.FitTerms;
import org.cordon.suite.Bytes;

/**
 * k-means; the score is the distance to the nearest large cluster.
 *
 * @param clusters how many; 8 where it is left out
 * @param minPerMille a smaller share of the rows is no cluster of usual ones
 */
public record ClustersModel(Optional<Integer> clusters, Optional<Integer> minPerMille) implements StagedModel {
    private static final int USUAL = 8;

    public ClustersModel {
        ClustersPlan unused = plan(clusters, minPerMille, ANY);
    }

    @Override
    public String computation() {
        return Clusters.NAME;
    }

    @Override
    public OptionalInt rounds() {
        return OptionalInt.empty();
    }

    @Override
    public Bytes parameters(Setting setting) {
        return plan(clusters, minPerMille, setting).encode();
    }

    private static ClustersPlan plan(Optional<Integer> clusters, Optional<Integer> minPerMille, Setting setting) {
        FitTerms terms = setting.terms();
        return new ClustersPlan(
                terms,
                clusters.orElse(USUAL),
                setting.rounds(),
                terms.usualClipNorm(),
                minPerMille.orElse(ClustersPlan.USUAL_MIN_PER_MILLE),
                setting.seed());
    }
}
