// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.example;

import java.util.List;
import org.cordon.computation.Query;
import org.cordon.participant.contribution.ContributionContext;
import org.cordon.participant.contribution.Contributor;
import org.cordon.participant.contribution.UnfitRows;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;

/** The mean of a column, private half. Missing values count neither in the total nor as rows. */
public final class ColumnMeanContributor implements Contributor {
    @Override
    public String name() {
        return ColumnMean.NAME;
    }

    // docs: encode
    @Override
    public long[] encode(Query query, Bytes encoded, Table rows, ContributionContext context) {
        ColumnMean.State state = ColumnMean.State.decode(encoded);
        if (rows.rows() > state.maxRows()) {
            throw new UnfitRows("rows must be at most " + state.maxRows() + ", but were " + rows.rows());
        }
        Table column = rows.withFeatures(List.of(state.column()));
        long total = 0;
        long counted = 0;
        for (int row = 0; row < column.rows(); row++) {
            float value = column.value(row, 0);
            if (Float.isNaN(value)) {
                continue;
            }
            if (Math.abs(value) > state.bound()) {
                throw new UnfitRows("value of " + state.column() + " must be within " + state.bound()
                        + " in every row, but was not in row " + row);
            }
            total += Math.round((double) value * ColumnMean.STEPS_PER_UNIT);
            counted++;
        }
        return new long[] {total, counted};
    }
    // docs: end
}
