// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.ring;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;
import org.cordon.suite.Keystream;

/** The buffers through which one chunk of a vector passes, and the order they are filled in. */
final class MaskChunk {
    /** Room for the last triple of three-byte words, which may run over the end of the chunk. */
    private static final int SPARE_INTS = 4;

    private final int capacity;
    private final byte[] packed;
    private final IntBuffer packedInts;
    private final int[][] group = new int[Lanes.GROUP][];
    private final Lanes lanes;
    private int bytes;
    private int ints;
    private int filled;

    /** For vectors of {@code byteLength} bytes. */
    MaskChunk(Ring ring, int byteLength) {
        // Whole AES blocks, whole ints and whole words.
        int unit = 16 * ring.bytesPerWord();
        int units = Math.max(1, Math.min(Keystream.MAX_READ_BYTES, byteLength + unit - 1) / unit);
        capacity = units * unit;
        int room = capacity / Integer.BYTES + SPARE_INTS;
        for (int i = 0; i < Lanes.GROUP; i++) {
            group[i] = new int[room];
        }
        lanes = Lanes.of(ring, room);
        // After the others: copying down in memory is faster, as no read waits for a write just before it.
        packed = new byte[capacity + SPARE_INTS * Integer.BYTES];
        packedInts = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    }

    /** How many bytes one chunk takes. */
    int capacity() {
        return capacity;
    }

    /** Starts with {@code length} bytes of the vector. */
    void start(byte[] vector, int from, int length) {
        bytes = length;
        ints = (length + Integer.BYTES - 1) / Integer.BYTES;
        System.arraycopy(vector, from, packed, 0, length);
        packedInts.get(0, group[0], 0, ints);
        lanes.start(group[0], ints);
        filled = 0;
    }

    /** Adds the next bytes of a keystream. */
    void add(Keystream stream) {
        stream.next(packed, bytes);
        packedInts.get(0, group[filled], 0, ints);
        filled++;
        if (filled == Lanes.GROUP) {
            lanes.add(group, ints);
            filled = 0;
        }
    }

    /** Writes the sums back, with {@code extra} added to every word. */
    void finish(byte[] vector, int from, int extra) {
        if (filled > 0) {
            for (int i = filled; i < Lanes.GROUP; i++) {
                Arrays.fill(group[i], 0);
            }
            lanes.add(group, ints);
        }
        lanes.finish(group[0], ints, extra);
        packedInts.put(0, group[0], 0, ints);
        System.arraycopy(packed, 0, vector, from, bytes);
    }

    void wipe() {
        Arrays.fill(packed, (byte) 0);
        for (int[] chunk : group) {
            Arrays.fill(chunk, 0);
        }
        lanes.wipe();
    }
}
