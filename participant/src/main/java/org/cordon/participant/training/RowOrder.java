// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

/**
 * The order of rows in a pass: Fisher and Yates' shuffle (Durstenfeld's form, from the last place down) driven by
 * SplitMix64 (Steele, Lea and Flood 2014, figure 17, with Stafford's mix 13), the place among n drawn as the upper half
 * of n times the upper 32 bits.
 *
 * <p>Written out so that the order depends on the seed alone and on no Java release. The bias of a draw is below n /
 * 2^32.
 */
public final class RowOrder {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private final int[] rows;
    private long state;

    /** Of so many rows; as they lie until the first shuffle. */
    public RowOrder(int count, long seed) {
        this.rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = i;
        }
        this.state = seed;
    }

    /** Shuffles what the last pass left. */
    public void shuffle() {
        for (int last = rows.length - 1; last > 0; last--) {
            int drawn = (int) (((next() >>> 32) * (last + 1L)) >>> 32);
            int kept = rows[last];
            rows[last] = rows[drawn];
            rows[drawn] = kept;
        }
    }

    /** The row at a place, from 0. */
    public int row(int place) {
        return rows[place];
    }

    private long next() {
        state += GAMMA;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
