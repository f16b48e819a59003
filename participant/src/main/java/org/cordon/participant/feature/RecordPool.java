// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.util.Arrays;

/** Many small records of one size in one array; a freed one is used again. A record is named by where its words begin. */
final class RecordPool {
    private static final int NONE = -1;

    final int size;
    long[] words;
    private int used;
    private int free = NONE;

    /** @param size words of a record, at least 1 */
    RecordPool(int size) {
        this.size = size;
        this.words = new long[16 * size];
    }

    /** A record with whatever its words were before. */
    int take() {
        if (free != NONE) {
            int taken = free;
            free = (int) words[taken];
            return taken;
        }
        if ((long) used + size > words.length) {
            long wanted = Math.min(Math.max(words.length * 3L / 2, (long) used + size), Integer.MAX_VALUE - 8L);
            if (wanted < (long) used + size) {
                throw new IllegalStateException(
                        "the events in the windows must fit in 2^31 words, but do not; shorten the windows");
            }
            words = Arrays.copyOf(words, (int) wanted);
        }
        int taken = used;
        used += size;
        return taken;
    }

    void release(int record) {
        words[record] = free;
        free = record;
    }

    /** Words in use or freed: records begin at multiples of {@link #size} below. */
    int used() {
        return used;
    }
}
