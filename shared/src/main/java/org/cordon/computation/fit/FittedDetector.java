// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.fit;

import java.util.List;
import org.cordon.computation.Detector;
import org.cordon.computation.scaling.Scaler;

/** Scores rows by a {@link FittedModel}; the grid of ranks is even in the score. */
final class FittedDetector implements Detector {
    private final Scaler scaler;
    private final FitPlan.RowScore scorer;

    FittedDetector(FittedModel model) {
        this.scaler = model.scaler();
        this.scorer = model.scorer();
    }

    @Override
    public List<String> features() {
        return scaler.features();
    }

    @Override
    public double score(float[] raw) {
        return scorer.of(scaler.scale(raw));
    }

    @Override
    public double rank(float[] raw) {
        return 2 * score(raw) - 1;
    }

    @Override
    public double rankLimit() {
        return 1;
    }
}
