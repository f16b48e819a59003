// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import org.cordon.computation.Detector;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.Query;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.computation.evaluation.EvaluationState;
import org.cordon.computation.evaluation.ScoreGrid;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;

/** Counts the scores of the held-out rows by label. */
public final class EvaluationContributor implements Contributor {
    @Override
    public String name() {
        return Evaluation.NAME;
    }

    @Override
    public long[] encode(Query query, Bytes state, Table rows, ContributionContext context) {
        EvaluationState at = EvaluationState.decode(state);
        int step = at.plan().noise().isPresent() ? NoisyCounts.SCALE : 1;
        Detector detector = at.model().detector();
        Table heldOut = HeldOut.labelled(rows, context.seed(), at.plan(), detector.features())
                .withFeatures(detector.features());
        ScoreGrid grid = at.grid();
        long[] words = new long[query.length()];
        float[] row = new float[heldOut.features()];
        for (int i = 0; i < heldOut.rows(); i++) {
            heldOut.copyRow(i, row, 0);
            int label = heldOut.label(i) == 1f ? 1 : 0;
            words[label * at.plan().bins() + grid.bin(detector.rank(row))] += step;
        }
        return words;
    }
}
