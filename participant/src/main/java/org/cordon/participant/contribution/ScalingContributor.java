// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.Optional;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.Query;
import org.cordon.computation.scaling.QuantileCounts;
import org.cordon.computation.scaling.Scaler;
import org.cordon.computation.scaling.Scaling;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;

/** Counts rows on the quantile grid of every feature; held-out rows count too, as labels play no part. */
public final class ScalingContributor implements Contributor {
    @Override
    public String name() {
        return Scaling.NAME;
    }

    @Override
    public long[] encode(Query query, Bytes state, Table rows, ContributionContext context) {
        QuantileCounts counts = QuantileCounts.decode(state);
        Optional<NoisyCounts> noise = counts.plan().noise();
        if (noise.isEmpty()) {
            UnfitRows.requireAtMost(counts.plan().maxRows(), rows.rows());
        }
        int step = noise.isPresent() ? NoisyCounts.SCALE : 1;
        Table counting = noise.map(under -> UnitRows.bounded(rows, under.protects(), context.seed()))
                .orElse(rows);
        Table features = counting.withFeatures(counts.plan().features());
        long[] words = new long[query.length()];
        for (int row = 0; row < features.rows(); row++) {
            for (int feature = 0; feature < features.features(); feature++) {
                float raw = features.value(row, feature);
                if (Float.isNaN(raw)) {
                    continue;
                }
                double transformed = Scaler.transform(raw);
                for (int target = 0; target < counts.targets(); target++) {
                    words[counts.slot(feature, target, transformed)] += step;
                }
            }
        }
        return words;
    }
}
