// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import org.cordon.computation.components.Components;
import org.cordon.computation.components.ComponentsPlan;
import org.cordon.computation.fit.FitPlan;
import org.cordon.computation.fit.FitTerms;
import org.cordon.computation.fit.ModelFitting;

class ComponentsFitTest extends FitContract {
    @Override
    ModelFitting fitting() {
        return new Components();
    }

    @Override
    FitPlan plan(FitTerms terms) {
        return new ComponentsPlan(terms, 16, 0, 0.1);
    }
}
