// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import org.cordon.computation.fit.FitPlan;
import org.cordon.computation.fit.FitTerms;
import org.cordon.computation.fit.ModelFitting;
import org.cordon.computation.forest.Forest;
import org.cordon.computation.forest.ForestPlan;

class ForestFitTest extends FitContract {
    @Override
    ModelFitting fitting() {
        return new Forest();
    }

    @Override
    FitPlan plan(FitTerms terms) {
        return new ForestPlan(terms, 50, 6, 1);
    }
}
