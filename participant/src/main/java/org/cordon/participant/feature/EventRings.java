// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

/**
 * The events of each key within its longest window, one beside the other: a ring that is doubled when full and halved when a quarter
 * full. An event is named by its number among all of its key.
 *
 * <p>A ring is a word: where its block begins, the logarithm of its places above, and whether its values are in the index.
 */
final class EventRings {
    /** A ring without places. */
    static final long EMPTY = 0xffL << 32;

    private static final long LOW = 0xffff_ffffL;
    private static final int NO_LOG = 0xff;
    private static final long MAPPED = 1L << 62;
    private static final int TIME = 0;
    /** Events with an amount before this one below, marks above. */
    private static final int META = 1;

    private final BlockPool blocks;
    private final boolean hasSums;
    private final boolean squares;
    private final int sum;
    private final int values;

    EventRings(GroupShape shape) {
        boolean meta = shape.amounts || shape.distinct.length > 0;
        this.hasSums = shape.amounts;
        this.squares = shape.squares;
        this.sum = meta ? 2 : 1;
        this.values = sum + (hasSums ? 1 : 0) + (squares ? 2 : 0);
        this.blocks = new BlockPool(values + shape.distinct.length);
    }

    static boolean isMapped(long ring) {
        return (ring & MAPPED) != 0;
    }

    static long mapped(long ring) {
        return ring | MAPPED;
    }

    private static int log(long ring) {
        return (int) (ring >>> 32) & 0xff;
    }

    /** Where the words of an event are. */
    int at(long ring, long number) {
        return (int) ring + (int) (number & ((1L << log(ring)) - 1)) * blocks.recordSize;
    }

    /** The first word of an event; 0 where the ring has no places. */
    long first(long ring, long number) {
        return log(ring) == NO_LOG ? 0 : blocks.words[at(ring, number)];
    }

    /** A ring with a place for the event {@code next}, which holds those from {@code first} on. */
    long withPlace(long ring, long first, long next) {
        int log = log(ring);
        if (log == NO_LOG) {
            return resized(ring, 0, first, next);
        }
        return next - first == 1L << log ? resized(ring, log + 1, first, next) : ring;
    }

    /** A ring of fewer places, where three quarters are free. */
    long shrunk(long ring, long first, long next) {
        int log = log(ring);
        if (log == NO_LOG) {
            return ring;
        }
        if (first == next) {
            blocks.release((int) ring, log);
            return EMPTY;
        }
        return log > 2 && next - first <= 1L << (log - 2) ? resized(ring, log - 1, first, next) : ring;
    }

    private long resized(long ring, int log, long first, long next) {
        int block = blocks.take(log);
        long larger = ((long) log << 32) | block | (ring & MAPPED);
        for (long number = first; number < next; number++) {
            System.arraycopy(blocks.words, at(ring, number), blocks.words, at(larger, number), blocks.recordSize);
        }
        if (log(ring) != NO_LOG) {
            blocks.release((int) ring, log(ring));
        }
        return larger;
    }

    /** Writes an event, with the totals of its key before it; its values are still to come. */
    void write(int at, long time, long present, long amounts, long squaresHigh, long squaresLow) {
        long[] words = blocks.words;
        words[at + TIME] = time;
        if (sum > META) {
            words[at + META] = present & LOW;
        }
        if (hasSums) {
            words[at + sum] = amounts;
        }
        if (squares) {
            words[at + sum + 1] = squaresHigh;
            words[at + sum + 2] = squaresLow;
        }
    }

    long time(int at) {
        return blocks.words[at + TIME];
    }

    /** Of the events before it, how many have an amount. */
    int present(int at) {
        return (int) blocks.words[at + META];
    }

    /** The sum of the amounts before it. */
    long sum(int at) {
        return blocks.words[at + sum];
    }

    long squaresHigh(int at) {
        return blocks.words[at + sum + 1];
    }

    long squaresLow(int at) {
        return blocks.words[at + sum + 2];
    }

    long value(int at, int d) {
        return blocks.words[at + values + d];
    }

    void setValue(int at, int d, long value) {
        blocks.words[at + values + d] = value;
    }

    /** Whether a later event has its value. */
    boolean isMarked(int at, int d) {
        return (blocks.words[at + META] >>> (32 + d) & 1) != 0;
    }

    void mark(int at, int d) {
        blocks.words[at + META] |= 1L << (32 + d);
    }
}
