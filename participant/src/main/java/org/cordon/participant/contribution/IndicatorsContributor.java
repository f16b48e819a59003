// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.Query;
import org.cordon.computation.indicators.IndicatorNumber;
import org.cordon.computation.indicators.Indicators;
import org.cordon.computation.indicators.IndicatorsPlan;
import org.cordon.computation.indicators.IndicatorsState;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;

/**
 * Marks the buckets of the indicators that the exchange has seen, each once however often it was.
 *
 * <p>A value that is no whole number within 2^24 takes its own row out: single precision need not hold it as other exchanges do. A refusal of all
 * rows for it would tell of it through the noise.
 *
 * <p><b>Guarantees.</b> Of a unit at most as many distinct buckets count as its bound: rows that do not count, and rows whose bucket an
 * earlier row of the unit has, take no place among them.
 */
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
        Table column = rows.withFeatures(List.of(plan.column()));
        Table counting = UnitRows.bounded(column, plan.noise().protects(), context.seed(), counting(plan, column)::get);
        long[] words = new long[query.length()];
        for (int i = 0; i < counting.rows(); i++) {
            words[plan.bucket(counting.value(i, 0))] = NoisyCounts.SCALE;
        }
        return words;
    }

    /** Rows with an indicator that counts, the first of each unit in each bucket. */
    private static BitSet counting(IndicatorsPlan plan, Table column) {
        Optional<long[]> units = column.copyUnits();
        Set<Mark> known = new HashSet<>();
        BitSet counting = new BitSet(column.rows());
        for (int row = 0; row < column.rows(); row++) {
            float indicator = column.value(row, 0);
            if (!IndicatorNumber.isExact(indicator) || (plan.flaggedOnly() && column.label(row) != 1f)) {
                continue;
            }
            int place = row;
            if (units.map(of -> known.add(new Mark(of[place], plan.bucket(indicator))))
                    .orElse(true)) {
                counting.set(row);
            }
        }
        return counting;
    }

    private record Mark(long unit, int bucket) {}
}
