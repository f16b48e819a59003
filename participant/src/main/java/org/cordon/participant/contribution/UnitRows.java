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
    private static final long SPLIT = 0x756e697473706c74L;

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

    /** Whether the unit of a row is held out of training: about {@code perMille} of 1,000 are. */
    static boolean isHeldOut(long unit, long seed, int perMille) {
        return Long.remainderUnsigned(mix(mix(seed ^ SPLIT) + unit), 1000) < perMille;
    }

    /** The rows of {@link #bounded} whose units are held out, or those whose are not. */
    static Table split(Table bounded, long seed, int perMille, boolean heldOut) {
        long[] units = bounded.copyUnits().orElseThrow();
        return bounded.filter(row -> isHeldOut(units[row], seed, perMille) == heldOut);
    }

    /** A number of every row that follows from its content alone. */
    private static long[] contents(Table rows) {
        long[] contents = new long[rows.rows()];
        for (int row = 0; row < contents.length; row++) {
            long content = rows.labelled() ? Float.floatToIntBits(rows.label(row)) : 0;
            for (int feature = 0; feature < rows.features(); feature++) {
                content = mix(content + Float.floatToIntBits(rows.value(row, feature)));
            }
            contents[row] = content;
        }
        return contents;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014), a bijection. */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
