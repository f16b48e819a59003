// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import org.cordon.computation.clusters.Clusters;
import org.cordon.computation.clusters.ClustersPlan;
import org.cordon.computation.fit.FitPlan;
import org.cordon.computation.fit.FitTerms;
import org.cordon.computation.fit.ModelFitting;

class ClustersFitTest extends FitContract {
    @Override
    ModelFitting fitting() {
        return new Clusters();
    }

    @Override
    FitPlan plan(FitTerms terms) {
        return new ClustersPlan(terms, 6, 5, 16, 20, 1);
    }
}
