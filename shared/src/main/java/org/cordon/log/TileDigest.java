// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.security.DigestException;
import java.security.MessageDigest;

/**
 * Hashes leaves and nodes from and into caller's arrays, without allocating: one digest and one work array, used again and again.
 *
 * <p>SHA-256 wants one byte before what is hashed. Where the array has room before it, the byte is put there for a moment, so that
 * each hash is one update. Not safe from many threads.
 */
final class TileDigest {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;
    private static final int PAIR = 1 + 2 * Hash.BYTES;

    private final MessageDigest sha = Hash.sha256();
    private final byte[] work = new byte[1 + TilePath.FULL * Hash.BYTES];

    /** The hash of the leaf at {@code buffer[offset]}, {@code offset} at least 1; the buffer is as before afterwards. */
    void leaf(byte[] buffer, int offset, int length, byte[] target, int targetOffset) {
        byte before = buffer[offset - 1];
        buffer[offset - 1] = LEAF;
        sha.update(buffer, offset - 1, length + 1);
        digest(target, targetOffset);
        buffer[offset - 1] = before;
    }

    /** The root over {@code count} hashes, a power of two up to 256. */
    void reduce(byte[] hashes, int offset, int count, byte[] target, int targetOffset) {
        System.arraycopy(hashes, offset, work, 1, count * Hash.BYTES);
        for (int width = count / 2; width > 0; width /= 2) {
            for (int i = 0; i < width; i++) {
                // The byte before a pair belongs to one that has been read already.
                work[i * 2 * Hash.BYTES] = NODE;
                sha.update(work, i * 2 * Hash.BYTES, PAIR);
                digest(work, 1 + i * Hash.BYTES);
            }
        }
        System.arraycopy(work, 1, target, targetOffset, Hash.BYTES);
    }

    private void digest(byte[] target, int offset) {
        try {
            sha.digest(target, offset, Hash.BYTES);
        } catch (DigestException tooShort) {
            throw new IllegalArgumentException("target must have room for a hash at " + offset, tooShort);
        }
    }
}
