// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.List;
import org.cordon.computation.Detector;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.Query;
import org.cordon.computation.evaluation.Segments;
import org.cordon.computation.evaluation.SegmentsState;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;

/** Counts the ranks of the held-out rows with label 0 by segment. */
public final class SegmentsContributor implements Contributor {
    @Override
    public String name() {
        return Segments.NAME;
    }

    @Override
    public long[] encode(Query query, Bytes state, Table rows, ContributionContext context) {
        SegmentsState at = SegmentsState.decode(state);
        Detector detector = at.model().detector();
        Table heldOut = HeldOut.labelled(rows, context.seed(), at.plan().histograms(), detector.features());
        Table segments = heldOut.withFeatures(List.of(at.plan().column()));
        Table features = heldOut.withFeatures(detector.features());
        int step = at.plan().histograms().noise().isPresent() ? NoisyCounts.SCALE : 1;
        long[] words = new long[query.length()];
        float[] row = new float[features.features()];
        for (int i = 0; i < features.rows(); i++) {
            if (heldOut.label(i) == 0f) {
                features.copyRow(i, row, 0);
                words[at.slot(segments.value(i, 0), detector.rank(row))] += step;
            }
        }
        return words;
    }
}
