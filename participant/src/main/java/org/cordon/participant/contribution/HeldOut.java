// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.List;
import java.util.function.IntPredicate;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.participant.data.Table;
import org.cordon.privacy.PrivacyUnit;

/**
 * Tells by a keyed hash of its index, or of its privacy unit, whether a row is held out of training; the same for every query of a charter, as
 * long as the table keeps its order.
 */
final class HeldOut {
    private static final long SPLIT = 0x68656c646f757431L;
    private static final long ORDER = 0x726f756e646f7264L;

    private HeldOut() {}

    /** Accepts about {@code perMille} of 1,000 rows. */
    static IntPredicate rows(long seed, int perMille) {
        return row -> holds(row, seed, perMille);
    }

    /** Whether what has this number, a row or a unit, is among about {@code perMille} of 1,000. */
    static boolean holds(long number, long seed, int perMille) {
        return Long.remainderUnsigned(mix(mix(seed ^ SPLIT) + number), 1000) < perMille;
    }

    /**
     * The held-out rows that a plan lets count, labelled 0 or 1.
     *
     * @param features what a model takes; what it takes of earlier rows is put beside each
     */
    static Table labelled(Table own, long seed, EvaluationPlan plan, List<String> features) {
        if (!own.labelled()) {
            throw new UnfitRows("rows must be labelled to be evaluated, but were not");
        }
        Table rows = HistoryRows.of(own, features);
        if (rows != own
                && plan.noise()
                        .filter(under -> under.protects().unit() == PrivacyUnit.RECORD)
                        .isPresent()) {
            throw new UnfitRows(
                    "the unit of privacy must be customer for a model that looks at several rows, as one record"
                            + " moves several scores, but was record");
        }
        Table heldOut = plan.noise()
                .map(under -> UnitRows.split(
                        UnitRows.labelled(rows, under.protects(), seed, 2), seed, plan.holdoutPerMille(), true))
                .orElseGet(() -> rows.filter(rows(seed, plan.holdoutPerMille())));
        if (plan.noise().isEmpty()) {
            UnfitRows.requireAtMost(plan.maxRows(), heldOut.rows());
        }
        UnfitRows.requireLabels(heldOut, 2);
        return heldOut;
    }

    /** The seed of the order of rows in a round's local training. */
    static long roundSeed(long seed, int round) {
        return mix(mix(seed ^ ORDER) + round);
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014), a bijection. */
    static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
