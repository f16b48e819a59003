// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

/**
 * Finds a number by a key of 64 bits that is already well mixed: open addressing with linear probing, at most half full; a removed
 * entry closes its gap (Knuth, TAOCP 3, 6.4, algorithm R). Key and value lie side by side, so that a look-up is one access.
 */
final class LongIndex {
    static final int ABSENT = -1;

    /** Pairs of a key and one more than its value; 0 is an empty place. */
    private long[] pairs = new long[32];

    private int size;

    int get(long key) {
        int mask = pairs.length - 1;
        int i = home(key, mask);
        while (pairs[i + 1] != 0) {
            if (pairs[i] == key) {
                return (int) (pairs[i + 1] - 1);
            }
            i = (i + 2) & mask;
        }
        return ABSENT;
    }

    private static int home(long key, int mask) {
        return ((int) key << 1) & mask;
    }

    /** Sets the value of the key, at least 0, and gives the one before. */
    int put(long key, int value) {
        int mask = pairs.length - 1;
        int i = home(key, mask);
        for (; pairs[i + 1] != 0; i = (i + 2) & mask) {
            if (pairs[i] == key) {
                int before = (int) (pairs[i + 1] - 1);
                pairs[i + 1] = value + 1L;
                return before;
            }
        }
        pairs[i] = key;
        pairs[i + 1] = value + 1L;
        if (++size * 4L > pairs.length) {
            grow();
        }
        return ABSENT;
    }

    void remove(long key) {
        int mask = pairs.length - 1;
        int gap = home(key, mask);
        while (pairs[gap + 1] == 0 || pairs[gap] != key) {
            if (pairs[gap + 1] == 0) {
                return;
            }
            gap = (gap + 2) & mask;
        }
        size--;
        for (int i = (gap + 2) & mask; pairs[i + 1] != 0; i = (i + 2) & mask) {
            // Moves back what would not be found beyond the gap.
            if (((i - home(pairs[i], mask)) & mask) >= ((i - gap) & mask)) {
                pairs[gap] = pairs[i];
                pairs[gap + 1] = pairs[i + 1];
                gap = i;
            }
        }
        pairs[gap + 1] = 0;
    }

    int size() {
        return size;
    }

    private void grow() {
        if (pairs.length >= 1 << 30) {
            throw new IllegalStateException(
                    "the engine must hold at most 2^28 keys, but has more; shorten the windows");
        }
        long[] old = pairs;
        pairs = new long[old.length * 2];
        int mask = pairs.length - 1;
        for (int k = 0; k < old.length; k += 2) {
            if (old[k + 1] != 0) {
                int i = home(old[k], mask);
                while (pairs[i + 1] != 0) {
                    i = (i + 2) & mask;
                }
                pairs[i] = old[k];
                pairs[i + 1] = old[k + 1];
            }
        }
    }
}
