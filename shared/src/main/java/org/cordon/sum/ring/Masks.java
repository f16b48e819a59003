// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.ring;

import java.util.ArrayList;
import java.util.List;
import org.cordon.suite.Keystream;
import org.cordon.suite.Secret;

/**
 * Adds and subtracts masks: each key expands to the AES-256-CTR keystream with initial counter 0, read as packed
 * little-endian words (docs/protocol.md, Parameters and upload).
 *
 * <p>How: the vector is worked through in chunks that stay in cache. Per chunk all streams are expanded and summed, four
 * at a time, and the sum goes into the vector once. A subtracted mask is added complemented: in 2^W, {@code -v = ~v + 1},
 * so that the complement comes from the cipher for free and the ones are added at the end, all at once.
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
    /** Streams summed in one pass over the vector; with the vector itself they must not exceed the lanes' bound. */
    private static final int MAX_STREAMS = ByteLanes.MAX_CHUNKS - 1;

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
        long firstByte = firstWord * block.ring().bytesPerWord();
        int total = plus.size() + minus.size();
        for (int from = 0; from < total; from += MAX_STREAMS) {
            int to = Math.min(total, from + MAX_STREAMS);
            List<Keystream> streams = new ArrayList<>(to - from);
            int subtracted = 0;
            for (int i = from; i < to; i++) {
                boolean negative = i >= plus.size();
                Secret key = negative ? minus.get(i - plus.size()) : plus.get(i);
                streams.add(new Keystream(key, firstByte, negative));
                subtracted += negative ? 1 : 0;
            }
            pass(block, streams, subtracted);
        }
    }

    /** Adds every stream, and {@code extra} to every word. */
    private static void pass(RingVector block, List<Keystream> streams, int extra) {
        MaskChunk chunk = new MaskChunk(block.ring(), block.byteLength());
        try {
            for (int from = 0; from < block.byteLength(); from += chunk.capacity()) {
                int bytes = Math.min(chunk.capacity(), block.byteLength() - from);
                chunk.start(block.backing(), from, bytes);
                for (Keystream stream : streams) {
                    chunk.add(stream);
                }
                chunk.finish(block.backing(), from, extra);
            }
        } finally {
            chunk.wipe();
        }
    }
}
