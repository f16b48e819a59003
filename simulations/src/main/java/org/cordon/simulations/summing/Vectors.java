// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.summing;

/** What every vector keeps, whoever adds it. */
final class Vectors {
    private Vectors() {}

    static void check(long[] words, int length, long maxAbs) {
        if (words.length != length) {
            throw new IllegalArgumentException("number of words must be " + length + ", but was " + words.length);
        }
        for (int k = 0; k < length; k++) {
            if (words[k] > maxAbs || words[k] < -maxAbs) {
                throw new IllegalArgumentException(
                        "word " + k + " must be at most " + maxAbs + " in absolute value, but was more");
            }
        }
    }
}
