// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.HashMap;
import java.util.Map;
import org.cordon.participant.data.Table;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.UnitBound;

/**
 * The rows that may contribute under differential privacy.
 *
 * <p><b>Guarantees.</b> Whether and how a unit's rows count depends on that unit's rows and the exchange's secret alone: adding or
 * removing another unit moves nothing else. Of a customer the first rows count, in the order of the file.
 */
final class UnitRows {
    private UnitRows() {}

    /**
     * At most the bound's rows of every unit, each with its unit.
     *
     * @throws UnfitRows if the unit is a customer and the rows do not say whose they are
     */
    static Table bounded(Table rows, UnitBound protects) {
        if (protects.unit() == PrivacyUnit.RECORD) {
            return rows.copyUnits().isPresent() ? rows : rows.withUnits(contents(rows));
        }
        long[] units = rows.copyUnits()
                .orElseThrow(() ->
                        new UnfitRows("the charter hides customers, so every row must say whose it is, but rows do"
                                + " not; name the column of the customer under data.customer"));
        Map<Long, Integer> counted = new HashMap<>();
        return rows.filter(row -> counted.merge(units[row], 1, Integer::sum) <= protects.contributionBound());
    }

    /**
     * {@link #bounded} of those rows that a model of so many classes can learn from: a label beyond them takes its own row out, and
     * moves nothing of others.
     */
    static Table labelled(Table rows, UnitBound protects, int classes) {
        return bounded(rows.labelled() ? rows.filter(row -> rows.label(row) < classes) : rows, protects);
    }

    /** The rows of {@link #bounded} whose units are held out, or those whose are not. */
    static Table split(Table bounded, long seed, int perMille, boolean heldOut) {
        long[] units = bounded.copyUnits().orElseThrow();
        return bounded.filter(row -> HeldOut.holds(units[row], seed, perMille) == heldOut);
    }

    /** A number of every row that follows from its content alone. */
    private static long[] contents(Table rows) {
        long[] contents = new long[rows.rows()];
        for (int row = 0; row < contents.length; row++) {
            long content = rows.labelled() ? Float.floatToIntBits(rows.label(row)) : 0;
            for (int feature = 0; feature < rows.features(); feature++) {
                content = HeldOut.mix(content + Float.floatToIntBits(rows.value(row, feature)));
            }
            contents[row] = content;
        }
        return contents;
    }
}
