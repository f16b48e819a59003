// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import org.cordon.computation.fit.FitPlan;
import org.cordon.computation.fit.FitTerms;
import org.cordon.computation.fit.ModelFitting;
import org.cordon.computation.kernel.FourierFeatures;
import org.cordon.computation.kernel.OneClass;
import org.cordon.computation.kernel.OneClassPlan;

class OneClassFitTest extends FitContract {
    @Override
    ModelFitting fitting() {
        return new OneClass();
    }

    @Override
    FitPlan plan(FitTerms terms) {
        return new OneClassPlan(terms, new FourierFeatures(64, 1, 1), 0.1, 20);
    }
}
