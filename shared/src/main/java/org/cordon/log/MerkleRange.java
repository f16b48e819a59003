// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a growing RFC 6962 tree: the roots of its full subtrees, largest first, which is all that appending needs.
 *
 * <p><b>Guarantees.</b> {@link #root()} is MTH of RFC 6962 section 2.1 over the leaf hashes appended; memory is one hash for each
 * bit that is set in the size. Not safe from many threads.
 */
public final class MerkleRange {
    private final List<Hash> subtrees;
    private long size;

    /** The tree without leaves. */
    public MerkleRange() {
        this(new ArrayList<>(), 0);
    }

    MerkleRange(List<Hash> subtrees, long size) {
        this.subtrees = subtrees;
        this.size = size;
    }

    /** Reads what {@link #toByteArray} wrote; anything else is an {@link IllegalArgumentException}. */
    public static MerkleRange of(byte[] bytes) {
        if (bytes.length < Long.BYTES) {
            throw new IllegalArgumentException("range must be at least 8 bytes, but was " + bytes.length);
        }
        long size = ByteBuffer.wrap(bytes).getLong();
        int expected = Long.BYTES + Hash.BYTES * Long.bitCount(size);
        if (size < 0 || bytes.length != expected) {
            throw new IllegalArgumentException(
                    "range of size " + size + " must be " + expected + " bytes, but was " + bytes.length);
        }
        List<Hash> subtrees = new ArrayList<>();
        for (int at = Long.BYTES; at < bytes.length; at += Hash.BYTES) {
            subtrees.add(Hash.of(bytes, at));
        }
        return new MerkleRange(subtrees, size);
    }

    /** Appends one leaf by its hash. */
    public void append(Hash leafHash) {
        Hash subtree = leafHash;
        for (long full = size; (full & 1) == 1; full >>= 1) {
            subtree = Hash.ofNode(subtrees.remove(subtrees.size() - 1), subtree);
        }
        subtrees.add(subtree);
        size++;
    }

    /** Leaves appended. */
    public long size() {
        return size;
    }

    /** The root over all leaves appended. */
    public Hash root() {
        if (subtrees.isEmpty()) {
            return Hash.EMPTY_ROOT;
        }
        Hash root = subtrees.get(subtrees.size() - 1);
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            root = Hash.ofNode(subtrees.get(i), root);
        }
        return root;
    }

    /** A range that grows on its own from here. */
    public MerkleRange copy() {
        return new MerkleRange(new ArrayList<>(subtrees), size);
    }

    /** The size in 8 bytes, big-endian, then the subtree roots, largest first. */
    public byte[] toByteArray() {
        byte[] bytes = new byte[Long.BYTES + Hash.BYTES * subtrees.size()];
        ByteBuffer.wrap(bytes).putLong(size);
        for (int i = 0; i < subtrees.size(); i++) {
            subtrees.get(i).copyTo(bytes, Long.BYTES + Hash.BYTES * i);
        }
        return bytes;
    }
}
