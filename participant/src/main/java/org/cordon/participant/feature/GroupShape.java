// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.util.Arrays;

/**
 * What the records of one group hold.
 *
 * @param windows lengths in microseconds, ascending: for each there is a count, a sum and so on
 * @param keepMicros how long a key is kept after its last event; at least the longest window
 * @param amounts whether sums are wanted
 * @param squares whether sums of squares are wanted, too
 * @param distinct numbers of the fields whose different values are counted
 */
record GroupShape(long[] windows, long keepMicros, boolean amounts, boolean squares, int[] distinct) {
    /** Bits of the word that marks the fields of which an entry is not the latest with its value. */
    static final int MAX_DISTINCT = 31;

    GroupShape {
        if (distinct.length > MAX_DISTINCT) {
            throw new IllegalArgumentException(
                    "distinct fields of one key must be at most " + MAX_DISTINCT + ", but were " + distinct.length);
        }
    }

    /** Where the field stands among those counted. */
    int distinctPlace(int field) {
        return Arrays.binarySearch(distinct, field);
    }

    /** Where the window stands among those of the group. */
    int windowPlace(long micros) {
        return Arrays.binarySearch(windows, micros);
    }
}
