// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.util.Arrays;

/**
 * Finds a number by a key of 64 bits that is already well mixed: open addressing with linear probing, at most half full; a removed
 * entry closes its gap (Knuth, TAOCP 3, 6.4, algorithm R).
 */
final class LongIndex {
    static final int ABSENT = -1;

    private long[] keys = new long[16];
    private int[] values = filled(16);
    private int size;

    int get(long key) {
        int mask = keys.length - 1;
        for (int i = (int) key & mask; values[i] != ABSENT; i = (i + 1) & mask) {
            if (keys[i] == key) {
                return values[i];
            }
        }
        return ABSENT;
    }

    /** Sets the value of the key, at least 0, and gives the one before. */
    int put(long key, int value) {
        int mask = keys.length - 1;
        int i = (int) key & mask;
        for (; values[i] != ABSENT; i = (i + 1) & mask) {
            if (keys[i] == key) {
                int before = values[i];
                values[i] = value;
                return before;
            }
        }
        keys[i] = key;
        values[i] = value;
        if (++size * 2 > keys.length) {
            grow();
        }
        return ABSENT;
    }

    void remove(long key) {
        int mask = keys.length - 1;
        int gap = (int) key & mask;
        while (keys[gap] != key || values[gap] == ABSENT) {
            if (values[gap] == ABSENT) {
                return;
            }
            gap = (gap + 1) & mask;
        }
        size--;
        for (int i = (gap + 1) & mask; values[i] != ABSENT; i = (i + 1) & mask) {
            int home = (int) keys[i] & mask;
            // Moves back what would not be found beyond the gap.
            if (((i - home) & mask) >= ((i - gap) & mask)) {
                keys[gap] = keys[i];
                values[gap] = values[i];
                gap = i;
            }
        }
        values[gap] = ABSENT;
    }

    int size() {
        return size;
    }

    private void grow() {
        if (keys.length >= 1 << 29) {
            throw new IllegalStateException("the engine must hold at most 2^28 keys, but has more; shorten the windows");
        }
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = filled(keys.length);
        int mask = keys.length - 1;
        for (int k = 0; k < oldKeys.length; k++) {
            if (oldValues[k] != ABSENT) {
                int i = (int) oldKeys[k] & mask;
                while (values[i] != ABSENT) {
                    i = (i + 1) & mask;
                }
                keys[i] = oldKeys[k];
                values[i] = oldValues[k];
            }
        }
    }

    private static int[] filled(int length) {
        int[] values = new int[length];
        Arrays.fill(values, ABSENT);
        return values;
    }
}
