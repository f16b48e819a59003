// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.summing;

import java.util.List;

/**
 * Adds up integer vectors, with or without masks. With the same words both give the same sum, bit for bit, where
 * both give one: a masked sum needs more exchanges to be left.
 *
 * <p>For a round: {@link #open}, then {@link Round#add} for each of the cohort in any order and from any thread, then
 * {@link Round#sum} once. Who is in the cohort and adds nothing has dropped out.
 */
public interface Summing {
    /**
     * Begins a round; one with a smaller cohort than {@link #fewest} has no sum.
     *
     * @param number from 0
     * @param cohort exchanges, from 0, ascending
     * @param length words of a vector
     * @param maxAbs the largest absolute value of a word of one exchange
     */
    Round open(int number, List<Integer> cohort, int length, long maxAbs);

    /** The smallest cohort whose sum can be opened. */
    default int fewest() {
        return 1;
    }

    /** One round. */
    interface Round {
        /** Adds one exchange's vector. Safe for concurrent use; each exchange at most once. */
        void add(int exchange, long[] words);

        /**
         * The sum over those that added; empty if too few did.
         *
         * @throws IllegalStateException if it was asked for already
         */
        java.util.Optional<long[]> sum();

        /** Bytes that one exchange sent and received for this round at the most, vector and all; estimated where nothing is masked. */
        Traffic traffic();
    }

    /** Bytes of one exchange. */
    record Traffic(long up, long down) {}
}
