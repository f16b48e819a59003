// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.util.Arrays;

/** What the records of one group hold. */
final class GroupShape {
    /** Bits of the word that marks the fields of which an entry is not the latest with its value. */
    static final int MAX_DISTINCT = 31;

    /** Lengths in microseconds, ascending: for each there is a count, a sum and so on. */
    private final long[] windows;

    private final long keepMicros;
    private final boolean amounts;
    private final boolean squares;
    private final int[] distinct;

    /**
     * @param windows lengths in microseconds, ascending
     * @param keepMicros how long a key is kept after its last event; at least the longest window
     * @param amounts whether sums are wanted
     * @param squares whether sums of squares are wanted, too
     * @param distinct numbers of the fields whose different values are counted, ascending
     */
    GroupShape(long[] windows, long keepMicros, boolean amounts, boolean squares, int[] distinct) {
        if (distinct.length > MAX_DISTINCT) {
            throw new IllegalArgumentException(
                    "distinct fields of one key must be at most " + MAX_DISTINCT + ", but were " + distinct.length);
        }
        this.windows = windows.clone();
        this.keepMicros = keepMicros;
        this.amounts = amounts;
        this.squares = squares;
        this.distinct = distinct.clone();
    }

    /** Not to be changed: the engine reads it for every event. */
    long[] windows() {
        return windows;
    }

    long keepMicros() {
        return keepMicros;
    }

    boolean amounts() {
        return amounts;
    }

    boolean squares() {
        return squares;
    }

    /** Not to be changed: the engine reads it for every event. */
    int[] distinct() {
        return distinct;
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
