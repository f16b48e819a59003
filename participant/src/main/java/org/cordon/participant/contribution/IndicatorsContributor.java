// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.List;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.Query;
import org.cordon.computation.indicators.Indicators;
import org.cordon.computation.indicators.IndicatorsPlan;
import org.cordon.computation.indicators.IndicatorsState;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;

/** Marks the buckets of the indicators that the exchange has seen, each once however often it was. */
public final class IndicatorsContributor implements Contributor {
    @Override
    public String name() {
        return Indicators.NAME;
    }

    @Override
    public long[] encode(Query query, Bytes state, Table rows, ContributionContext context) {
        IndicatorsPlan plan = IndicatorsState.decode(state).plan();
        if (plan.flaggedOnly() && !rows.labelled()) {
            throw new UnfitRows("rows must be labelled where flagged indicators count, but were not");
        }
        Table counting = UnitRows.bounded(rows, plan.noise().protects(), context.seed());
        Table column = counting.withFeatures(List.of(plan.column()));
        long[] words = new long[query.length()];
        for (int i = 0; i < column.rows(); i++) {
            float indicator = column.value(i, 0);
            if (!Float.isNaN(indicator) && (!plan.flaggedOnly() || counting.label(i) == 1f)) {
                words[plan.bucket(indicator)] = NoisyCounts.SCALE;
            }
        }
        return words;
    }
}
