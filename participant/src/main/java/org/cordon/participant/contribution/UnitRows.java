// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;
import org.cordon.participant.data.Table;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.UnitBound;

/**
 * The rows that may contribute under differential privacy.
 *
 * <p><b>Guarantees.</b> Whether and how a unit's rows count depends on that unit's rows and the exchange's secret alone: adding or
 * removing another unit moves nothing else. Of a customer with more rows than the bound a keyed hash of their place among the customer's
 * rows chooses: old rows and new ones are as likely, the choice is the same in every stage of a charter and after a restart, and rows
 * that are added behind the others leave the hashes of those as they are.
 */
final class UnitRows {
    private static final long CHOICE = 0x63686f69636f6600L;

    private UnitRows() {}

    /**
     * At most the bound's rows of every unit, each with its unit.
     *
     * @param seed the exchange's secret number for the charter
     * @throws UnfitRows if the unit is a customer and the rows do not say whose they are
     */
    static Table bounded(Table rows, UnitBound protects, long seed) {
        return bounded(rows, protects, seed, row -> true);
    }

    /**
     * The same of those rows that can count at all: others take no place of a unit's.
     *
     * @param counts decides by the row alone
     */
    static Table bounded(Table rows, UnitBound protects, long seed, IntPredicate counts) {
        if (protects.unit() == PrivacyUnit.RECORD) {
            Table counting = rows.filter(counts);
            return counting.copyUnits().isPresent() ? counting : counting.withUnits(contents(counting));
        }
        long[] units = rows.copyUnits()
                .orElseThrow(() ->
                        new UnfitRows("the charter hides customers, so every row must say whose it is, but rows do"
                                + " not; name the column of the customer under data.customer"));
        BitSet chosen = chosen(units, protects.contributionBound(), HeldOut.mix(seed ^ CHOICE), counts);
        return rows.filter(chosen::get);
    }

    private static BitSet chosen(long[] units, int bound, long key, IntPredicate counts) {
        BitSet chosen = new BitSet(units.length);
        Map<Long, Integer> places = new HashMap<>();
        Map<Long, PriorityQueue<Candidate>> kept = new HashMap<>();
        for (int row = 0; row < units.length; row++) {
            int place = places.merge(units[row], 1, Integer::sum);
            if (!counts.test(row)) {
                continue;
            }
            PriorityQueue<Candidate> ofUnit = kept.computeIfAbsent(units[row], unit -> new PriorityQueue<>());
            ofUnit.add(new Candidate(HeldOut.mix(HeldOut.mix(key + units[row]) + place), row));
            chosen.set(row);
            if (ofUnit.size() > bound) {
                chosen.clear(ofUnit.remove().row());
            }
        }
        return chosen;
    }

    /** A row with its hash; the one with the largest comes first, and goes first. */
    private record Candidate(long hash, int row) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            int byHash = Long.compare(other.hash, hash);
            return byHash != 0 ? byHash : Integer.compare(other.row, row);
        }
    }

    /**
     * {@link #bounded} of those rows that a model of so many classes can learn from: a label beyond them takes its own row out, and
     * moves nothing of others.
     */
    static Table labelled(Table rows, UnitBound protects, long seed, int classes) {
        return bounded(rows, protects, seed, row -> !rows.labelled() || rows.label(row) < classes);
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
