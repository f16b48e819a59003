// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cordon.suite.Secret;

/**
 * Adds and subtracts masks: each key expands to the AES-256-CTR keystream with initial counter 0, read as packed
 * little-endian words (docs/protocol.md, Parameters and upload).
 *
 * <p><b>Guarantees.</b> Subtracting a mask undoes adding it; a range gives the same words as the whole vector.
 * Keystream buffers are wiped before returning.
 *
 * <p><b>Does not check</b> that a key masks one vector only: used twice, the difference of two vectors is open. That is
 * the caller's duty; the key schedule binds every mask key to round, attempt, pair and cohort.
 *
 * <p>Safe for concurrent use on distinct vectors.
 */
public final class Masks {
    /** Words per chunk: one chunk of keystream stays in the first-level cache while it is added. */
    private static final int CHUNK_WORDS = 2048;

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Masks() {}

    /** Adds the masks of {@code plus} to the whole vector and subtracts those of {@code minus}. */
    public static void apply(RingVector target, List<Secret> plus, List<Secret> minus) {
        applyRange(target, 0, plus, minus);
    }

    /** The same for a block whose first word is word {@code firstWord} of the vector it was cut from. */
    public static void applyRange(RingVector block, long firstWord, List<Secret> plus, List<Secret> minus) {
        if (firstWord < 0 || firstWord > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("firstWord must be in [0, 2^31), but was " + firstWord);
        }
        int width = block.ring().bytesPerWord();
        List<Keystream> added = streams(plus, firstWord * width);
        List<Keystream> subtracted = streams(minus, firstWord * width);
        byte[] zeros = new byte[CHUNK_WORDS * width];
        byte[] keystream = new byte[CHUNK_WORDS * width + Long.BYTES];
        for (int from = 0; from < block.length(); from += CHUNK_WORDS) {
            int words = Math.min(CHUNK_WORDS, block.length() - from);
            for (Keystream stream : added) {
                stream.next(zeros, keystream, words * width);
                add(block, from, words, keystream, 1);
            }
            for (Keystream stream : subtracted) {
                stream.next(zeros, keystream, words * width);
                add(block, from, words, keystream, -1);
            }
        }
        Arrays.fill(keystream, (byte) 0);
    }

    private static List<Keystream> streams(List<Secret> keys, long firstByte) {
        List<Keystream> streams = new ArrayList<>(keys.size());
        for (Secret key : keys) {
            streams.add(new Keystream(key, firstByte));
        }
        return streams;
    }

    private static void add(RingVector block, int from, int words, byte[] keystream, long sign) {
        int width = block.ring().bytesPerWord();
        byte[] packed = block.backing();
        for (int i = 0; i < words; i++) {
            int offset = (from + i) * width;
            long sum = (long) LONG.get(packed, offset) + sign * (long) LONG.get(keystream, i * width);
            for (int b = 0; b < width; b++) {
                packed[offset + b] = (byte) (sum >>> (8 * b));
            }
        }
    }
}
