// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.Optional;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.Query;
import org.cordon.computation.binning.Binning;
import org.cordon.computation.binning.BinningState;
import org.cordon.computation.scaling.Scaler;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;

/** Counts rows in the cells of every feature; held-out rows count too, as labels play no part. */
public final class BinningContributor implements Contributor {
    @Override
    public String name() {
        return Binning.NAME;
    }

    @Override
    public long[] encode(Query query, Bytes state, Table rows, ContributionContext context) {
        BinningState at = BinningState.decode(state);
        Optional<NoisyCounts> noise = at.plan().noise();
        if (noise.isEmpty()) {
            UnfitRows.requireAtMost(at.plan().maxRows(), rows.rows());
        }
        int step = noise.isPresent() ? NoisyCounts.SCALE : 1;
        Table counting = noise.map(under -> UnitRows.bounded(rows, under.protects(), context.seed()))
                .orElse(rows);
        Table features = counting.withFeatures(at.plan().features());
        long[] words = new long[query.length()];
        for (int row = 0; row < features.rows(); row++) {
            for (int feature = 0; feature < features.features(); feature++) {
                float raw = features.value(row, feature);
                if (!Float.isNaN(raw)) {
                    words[at.slot(feature, Scaler.transform(raw))] += step;
                }
            }
        }
        return words;
    }
}
