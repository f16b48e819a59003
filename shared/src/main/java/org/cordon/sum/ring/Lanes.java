// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.ring;

/**
 * Sums of many packed chunks, each given as its bytes read four at a time into ints (little-endian).
 *
 * <p>The loops run over plain int arrays, so that the compiler turns them into vector instructions; it does so for
 * neither byte-array views nor more than a few terms at once.
 */
interface Lanes {
    /** How many arrays {@link #add} takes. */
    int GROUP = 4;

    /** Starts over with one chunk. */
    void start(int[] chunk, int ints);

    /** Adds {@link #GROUP} chunks. */
    void add(int[][] group, int ints);

    /** Writes the sums modulo 2^W, packed again, after adding {@code extra} to every word. */
    void finish(int[] target, int ints, int extra);

    void wipe();

    static Lanes of(Ring ring, int ints) {
        return ring.wordBits() == Integer.SIZE ? new WordLanes(ints) : new ByteLanes(ring.bytesPerWord(), ints);
    }
}
