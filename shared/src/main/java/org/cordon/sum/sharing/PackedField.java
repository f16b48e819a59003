// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.sharing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.cordon.suite.Secret;

/**
 * GF(2^8) modulo 0x11b (FIPS 197 section 4.2) on 32 bytes at a time, packed into four longs.
 *
 * <p>Secret elements are only shifted, masked and added. Factors are public: shares' indexes, their powers and Lagrange
 * coefficients; only those choose table rows.
 */
final class PackedField {
    /** Longs that hold 32 bytes. */
    static final int WORDS = Secret.BYTES / Long.BYTES;
    /** Length of a table of the products of 32 bytes with every 0x0n and 0xn0. */
    static final int MULTIPLES = 32 * WORDS;
    /** Length of a table of one sum per bit of the factors. */
    static final int MULTIPLES_OF_TWO = 8 * WORDS;

    private static final int HIGH_NIBBLES = 16 * WORDS;
    private static final long LOW_SEVEN_BITS = 0x7f7f7f7f7f7f7f7fL;
    private static final long LOWEST_BITS = 0x0101010101010101L;
    private static final int REDUCTION = 0x1b;

    /** How many elements are not 0; all are powers of the generator 3. */
    private static final int ORDER = 255;

    private static final int[] POWERS = new int[2 * ORDER];
    private static final int[] LOGARITHMS = new int[ORDER + 1];

    static {
        int power = 1;
        for (int i = 0; i < ORDER; i++) {
            POWERS[i] = power;
            POWERS[i + ORDER] = power;
            LOGARITHMS[power] = i;
            power ^= (power << 1) ^ ((power >>> 7) * (REDUCTION | 0x100));
        }
    }

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private PackedField() {}

    /** Each of eight bytes times x. */
    private static long twice(long bytes) {
        return ((bytes & LOW_SEVEN_BITS) << 1) ^ (((bytes >>> 7) & LOWEST_BITS) * REDUCTION);
    }

    /** Writes 32 bytes to row {@code row}. */
    static void load(byte[] source, int offset, long[] rows, int row) {
        for (int w = 0; w < WORDS; w++) {
            rows[row * WORDS + w] = (long) LONG.get(source, offset + w * Long.BYTES);
        }
    }

    static Secret toSecret(long[] rows, int row) {
        byte[] bytes = new byte[Secret.BYTES];
        for (int w = 0; w < WORDS; w++) {
            LONG.set(bytes, w * Long.BYTES, rows[row * WORDS + w]);
        }
        Secret secret = Secret.of(bytes);
        Arrays.fill(bytes, (byte) 0);
        return secret;
    }

    /** Fills {@code table} with the products of 32 bytes and the factors 0 to 15, then 0x00 to 0xf0. */
    static void multiples(byte[] source, int offset, long[] table) {
        for (int w = 0; w < WORDS; w++) {
            long power = (long) LONG.get(source, offset + w * Long.BYTES);
            for (int half = 0; half < MULTIPLES; half += HIGH_NIBBLES) {
                table[half + w] = 0;
                for (int bit = 1; bit < 16; bit <<= 1) {
                    for (int lower = 0; lower < bit; lower++) {
                        table[half + (bit + lower) * WORDS + w] = table[half + lower * WORDS + w] ^ power;
                    }
                    power = twice(power);
                }
            }
        }
    }

    /** Adds to row {@code row} the product, out of a table of {@link #multiples}, with a public factor. */
    static void addMultiple(long[] rows, int row, long[] table, int factor) {
        int low = (factor & 15) * WORDS;
        int high = HIGH_NIBBLES + (factor >>> 4) * WORDS;
        int target = row * WORDS;
        rows[target] ^= table[low] ^ table[high];
        rows[target + 1] ^= table[low + 1] ^ table[high + 1];
        rows[target + 2] ^= table[low + 2] ^ table[high + 2];
        rows[target + 3] ^= table[low + 3] ^ table[high + 3];
    }

    /** Adds 32 bytes to the sum of every bit that a public factor has. */
    static void addToBits(long[] byBit, byte[] source, int factor) {
        for (int w = 0; w < WORDS; w++) {
            long value = (long) LONG.get(source, w * Long.BYTES);
            for (int bit = 0; bit < 8; bit++) {
                byBit[bit * WORDS + w] ^= value & -(long) ((factor >>> bit) & 1);
            }
        }
    }

    /** The sum over the bits of 2^bit times what {@link #addToBits} gathered there. */
    static Secret sumOfBits(long[] byBit) {
        long[] sum = new long[WORDS];
        for (int w = 0; w < WORDS; w++) {
            for (int bit = 7; bit >= 0; bit--) {
                sum[w] = twice(sum[w]) ^ byBit[bit * WORDS + w];
            }
        }
        Secret secret = toSecret(sum, 0);
        Arrays.fill(sum, 0);
        return secret;
    }

    /** The product of two public elements: the tables behind it would betray secret ones. */
    static int publicProduct(int left, int right) {
        return left == 0 || right == 0 ? 0 : POWERS[LOGARITHMS[left] + LOGARITHMS[right]];
    }

    /** The inverse of a public element other than 0. */
    static int publicInverse(int element) {
        return POWERS[ORDER - LOGARITHMS[element]];
    }

    /** Lagrange's coefficients at 0 for distinct public indexes: the products of x_j / (x_j - x_i) over j other than i. */
    static int[] lagrangeAtZero(int[] indexes) {
        int[] coefficients = new int[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            int numerator = 1;
            int denominator = 1;
            for (int j = 0; j < indexes.length; j++) {
                if (j != i) {
                    numerator = publicProduct(numerator, indexes[j]);
                    denominator = publicProduct(denominator, indexes[j] ^ indexes[i]);
                }
            }
            coefficients[i] = publicProduct(numerator, publicInverse(denominator));
        }
        return coefficients;
    }
}
