// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import org.cordon.computation.clusters.Clusters;

/** The private half of {@link Clusters}. */
public final class ClustersContributor extends FitContributor {
    public ClustersContributor() {
        super(new Clusters());
    }
}
