// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

/**
 * One thing that is wrong.
 *
 * @param leaf where it shows; below 0 for the whole log
 * @param sentence without a full stop
 */
record Failure(long leaf, Place place, Weight weight, String sentence) {
    static final long NO_LEAF = -1;

    /** What a failure means for other claims and for the exit code. */
    enum Weight {
        /** Claims that lean on this one have no evidence. */
        HARD,
        /** They are judged by what they themselves need. */
        LOCAL,
        /** The same, and what is wrong is only that something is missing. */
        MISSING
    }
}
