// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.ring;

import java.util.Arrays;

/** Sums for W = 32, where a word is an int. */
final class WordLanes implements Lanes {
    private final int[] sums;

    WordLanes(int ints) {
        sums = new int[ints];
    }

    @Override
    public void start(int[] chunk, int ints) {
        System.arraycopy(chunk, 0, sums, 0, ints);
    }

    @Override
    public void add(int[][] group, int ints) {
        add(sums, ints, group[0], group[1], group[2], group[3]);
    }

    private static void add(int[] sums, int ints, int[] a, int[] b, int[] c, int[] d) {
        for (int i = 0; i < ints; i++) {
            sums[i] += a[i] + b[i] + c[i] + d[i];
        }
    }

    @Override
    public void finish(int[] target, int ints, int extra) {
        for (int i = 0; i < ints; i++) {
            target[i] = sums[i] + extra;
        }
    }

    @Override
    public void wipe() {
        Arrays.fill(sums, 0);
    }
}
