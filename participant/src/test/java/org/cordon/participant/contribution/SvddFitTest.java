// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import org.cordon.computation.fit.FitPlan;
import org.cordon.computation.fit.FitTerms;
import org.cordon.computation.fit.ModelFitting;
import org.cordon.computation.svdd.Svdd;
import org.cordon.computation.svdd.SvddPlan;

class SvddFitTest extends FitContract {
    @Override
    ModelFitting fitting() {
        return new Svdd();
    }

    @Override
    FitPlan plan(FitTerms terms) {
        return new SvddPlan(terms, 8, 4, 20, 10, 0.02, 1);
    }
}
