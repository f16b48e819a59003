// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.Optional;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.Query;
import org.cordon.computation.evaluation.Calibration;
import org.cordon.computation.evaluation.CalibrationState;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;

/** Counts the ranks of the held-out rows by label, for each model. */
public final class CalibrationContributor implements Contributor {
    @Override
    public String name() {
        return Calibration.NAME;
    }

    @Override
    public long[] encode(Query query, Bytes state, Table rows, ContributionContext context) {
        CalibrationState at = CalibrationState.decode(state);
        Optional<NoisyCounts> noise = at.plan().histograms().noise();
        Table heldOut = HeldOut.labelled(rows, context.seed(), at.plan().histograms(), at.features())
                .withFeatures(at.features());
        int step = noise.isPresent() ? NoisyCounts.SCALE : 1;
        long[] words = new long[query.length()];
        float[] row = new float[heldOut.features()];
        for (int i = 0; i < heldOut.rows(); i++) {
            heldOut.copyRow(i, row, 0);
            for (int slot : at.slots(row, heldOut.label(i) == 1f)) {
                words[slot] += step;
            }
        }
        return words;
    }
}
