// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.util.Arrays;

/**
 * Blocks of words in one array, of 1, 2, 4, ... records of one size each; a released one is used again for one of its size. A block
 * is named by where its words begin.
 */
final class BlockPool {
    private static final int NONE = -1;
    private static final int SIZES = 28;

    final int recordSize;
    long[] words;
    private final int[] free = new int[SIZES];
    private int used;

    /** @param recordSize words of a record, at least 1 */
    BlockPool(int recordSize) {
        this.recordSize = recordSize;
        this.words = new long[16 * recordSize];
        Arrays.fill(free, NONE);
    }

    /** A block of {@code 2^log} records with whatever its words were before. */
    int take(int log) {
        if (log >= SIZES) {
            throw full();
        }
        int taken = free[log];
        if (taken != NONE) {
            free[log] = (int) words[taken];
            return taken;
        }
        long end = used + ((long) recordSize << log);
        if (end > words.length) {
            if (end > Integer.MAX_VALUE - 8) {
                throw full();
            }
            long wanted = Math.max(words.length + (words.length >> 1), end);
            words = Arrays.copyOf(words, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
        }
        taken = used;
        used = (int) end;
        return taken;
    }

    private static IllegalStateException full() {
        return new IllegalStateException(
                "the events in the windows must fit in 2^31 words, but do not; shorten the windows");
    }

    void release(int block, int log) {
        words[block] = free[log];
        free[log] = block;
    }

    /** Words in use or released; blocks of one record each begin at multiples of {@link #recordSize} below. */
    int used() {
        return used;
    }
}
