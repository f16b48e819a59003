// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.ring;

import java.util.Arrays;

/**
 * Sums for any W: every byte position is summed on its own in 16 bits, and words are put together at the end.
 *
 * <p>Of the four byte sums S0 to S3 of an int, {@link #odd} holds S1 + S3 * 2^16, and {@link #whole} the sum of the ints
 * modulo 2^32. The even pair S0 + S2 * 2^16 is {@code whole - (odd << 8)}, exactly, while every byte sum is below 2^16:
 * for at most 257 chunks.
 */
final class ByteLanes implements Lanes {
    /** The most chunks that may be summed, the first one included. */
    static final int MAX_CHUNKS = 257;

    private static final int EVEN_BYTES = 0x00ff00ff;
    private static final int THREE_BYTES = 0xffffff;

    private final int width;
    private final int[] whole;
    private final int[] odd;

    ByteLanes(int width, int ints) {
        this.width = width;
        this.whole = new int[ints + 2];
        this.odd = new int[ints + 2];
    }

    @Override
    public void start(int[] chunk, int ints) {
        for (int i = 0; i < ints; i++) {
            whole[i] = chunk[i];
            odd[i] = (chunk[i] >>> 8) & EVEN_BYTES;
        }
    }

    @Override
    public void add(int[][] group, int ints) {
        addWhole(whole, ints, group[0], group[1], group[2], group[3]);
        addOdd(odd, ints, group[0], group[1], group[2], group[3]);
    }

    // Two loops: in one, the body is too large for the compiler to unroll into full vectors.
    private static void addWhole(int[] sums, int ints, int[] a, int[] b, int[] c, int[] d) {
        for (int i = 0; i < ints; i++) {
            sums[i] += a[i] + b[i] + c[i] + d[i];
        }
    }

    private static void addOdd(int[] sums, int ints, int[] a, int[] b, int[] c, int[] d) {
        for (int i = 0; i < ints; i++) {
            sums[i] += ((a[i] >>> 8) & EVEN_BYTES)
                    + ((b[i] >>> 8) & EVEN_BYTES)
                    + ((c[i] >>> 8) & EVEN_BYTES)
                    + ((d[i] >>> 8) & EVEN_BYTES);
        }
    }

    @Override
    public void finish(int[] target, int ints, int extra) {
        if (width == 3) {
            finishThreeByteWords(target, ints, extra);
        } else {
            finishAnyWords(target, ints, extra);
        }
    }

    /** Four words in three ints; the arrays have room for the last, partial triple. */
    private void finishThreeByteWords(int[] target, int ints, int extra) {
        for (int i = 0; i < ints; i += 3) {
            int odd0 = odd[i];
            int odd1 = odd[i + 1];
            int odd2 = odd[i + 2];
            int even1 = whole[i + 1] - (odd1 << 8);
            int even2 = whole[i + 2] - (odd2 << 8);
            int word0 = whole[i] + extra;
            int word1 = (odd0 >>> 16) + (whole[i + 1] << 8) + extra;
            int word2 = (even1 >>> 16) + ((odd1 >>> 16) << 8) + (whole[i + 2] << 16) + extra;
            int word3 = (odd2 & 0xffff) + ((even2 >>> 16) << 8) + ((odd2 >>> 16) << 16) + extra;
            target[i] = (word0 & THREE_BYTES) | (word1 << 24);
            target[i + 1] = ((word1 >>> 8) & 0xffff) | (word2 << 16);
            target[i + 2] = ((word2 >>> 16) & 0xff) | (word3 << 8);
        }
    }

    /** Byte by byte with a carry that starts over at every word. */
    private void finishAnyWords(int[] target, int ints, int extra) {
        int carry = extra;
        int left = width;
        for (int i = 0; i < ints; i++) {
            int even = whole[i] - (odd[i] << 8);
            int packed = 0;
            for (int b = 0; b < Integer.BYTES; b++) {
                carry += (((b & 1) == 0 ? even : odd[i]) >>> (8 * (b & 2))) & 0xffff;
                packed |= (carry & 0xff) << (8 * b);
                left--;
                carry = left == 0 ? extra : carry >>> 8;
                left = left == 0 ? width : left;
            }
            target[i] = packed;
        }
    }

    @Override
    public void wipe() {
        Arrays.fill(whole, 0);
        Arrays.fill(odd, 0);
    }
}
