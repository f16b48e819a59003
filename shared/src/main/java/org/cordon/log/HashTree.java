// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All leaf hashes of a log in memory, in tiles as they lie on disk: roots and proofs of every size (RFC 6962 section 2.1).
 *
 * <p>A tile keeps its 256 hashes and none of the levels between; a proof hashes those anew, at most 255 nodes a tile. So a
 * leaf costs 32 bytes and an eighth.
 *
 * <p><b>Does not check</b> where the hashes come from. Not safe from many threads.
 */
public final class HashTree {
    private final List<TileRow> levels = new ArrayList<>();
    private final TileDigest digest = new TileDigest();

    HashTree() {
        levels.add(new TileRow());
    }

    /** The tree over leaf hashes in tiles of 256, whose roots follow one another in {@code roots}; it takes the arrays. */
    static HashTree ofTiles(byte[][] leafTiles, byte[] roots, long size) {
        HashTree tree = new HashTree();
        tree.levels.set(0, new TileRow(leafTiles, size));
        for (int tile = 0; tile < size >> TilePath.HEIGHT; tile++) {
            tree.add(1, roots, tile * Hash.BYTES);
        }
        return tree;
    }

    /** Leaves in the tree. */
    public long size() {
        return levels.get(0).count();
    }

    /** The root over all leaves. */
    public Hash root() {
        return rootAt(size());
    }

    /** The root over the first {@code size} leaves. */
    public Hash rootAt(long size) {
        checkSize(size);
        return size == 0 ? Hash.EMPTY_ROOT : subtree(0, size);
    }

    /** The hash of a leaf. */
    public Hash leafHash(long index) {
        checkIndex(index, size());
        return levels.get(0).hash(index);
    }

    /** Inclusion proof of the leaf at {@code index} in the tree of {@code size} (RFC 6962 section 2.1.1). */
    public List<Hash> inclusion(long index, long size) {
        checkSize(size);
        checkIndex(index, size);
        List<Hash> proof = new ArrayList<>();
        include(index, 0, size, proof);
        return List.copyOf(proof);
    }

    /** Consistency proof between two sizes (RFC 6962 section 2.1.2); empty where {@code oldSize} is 0 or both are equal. */
    public List<Hash> consistency(long oldSize, long newSize) {
        checkSize(newSize);
        if (oldSize < 0 || oldSize > newSize) {
            throw new IllegalArgumentException("old size must be 0 to " + newSize + ", but was " + oldSize);
        }
        List<Hash> proof = new ArrayList<>();
        if (oldSize > 0) {
            extend(oldSize, 0, newSize, true, proof);
        }
        return List.copyOf(proof);
    }

    private void include(long index, long from, long to, List<Hash> proof) {
        if (to - from == 1) {
            return;
        }
        long middle = from + split(to - from);
        if (index < middle) {
            include(index, from, middle, proof);
            proof.add(subtree(middle, to));
        } else {
            include(index, middle, to, proof);
            proof.add(subtree(from, middle));
        }
    }

    private void extend(long oldSize, long from, long to, boolean whole, List<Hash> proof) {
        if (oldSize == to) {
            if (!whole) {
                proof.add(subtree(from, to));
            }
            return;
        }
        long middle = from + split(to - from);
        if (oldSize <= middle) {
            extend(oldSize, from, middle, whole, proof);
            proof.add(subtree(middle, to));
        } else {
            extend(oldSize, middle, to, false, proof);
            proof.add(subtree(from, middle));
        }
    }

    /** The root over leaves {@code from} to {@code to}, where {@code from} is a multiple of a power of two that covers them. */
    private Hash subtree(long from, long to) {
        long count = to - from;
        if (Long.bitCount(count) == 1) {
            return full(Long.numberOfTrailingZeros(count), from);
        }
        long middle = from + split(count);
        return Hash.ofNode(subtree(from, middle), subtree(middle, to));
    }

    private Hash full(int height, long from) {
        TileRow row = levels.get(height / TilePath.HEIGHT);
        long first = from >> (height / TilePath.HEIGHT * TilePath.HEIGHT);
        int count = 1 << (height % TilePath.HEIGHT);
        if (count == 1) {
            return row.hash(first);
        }
        byte[] root = new byte[Hash.BYTES];
        digest.reduce(row.tile(first), TileRow.offset(first), count, root, 0);
        return Hash.of(root);
    }

    /** The right edge, to append to without the tree. */
    MerkleRange edge() {
        List<Hash> subtrees = new ArrayList<>();
        long from = 0;
        for (long rest = size(); rest > 0; rest -= Long.highestOneBit(rest)) {
            long count = Long.highestOneBit(rest);
            subtrees.add(subtree(from, from + count));
            from += count;
        }
        return new MerkleRange(subtrees, size());
    }

    private static long split(long count) {
        return Long.highestOneBit(count - 1);
    }

    void append(Hash leafHash) {
        add(0, leafHash.toByteArray(), 0);
    }

    private void add(int level, byte[] source, int offset) {
        if (level == levels.size()) {
            levels.add(new TileRow());
        }
        TileRow row = levels.get(level);
        row.add(source, offset);
        if (row.count() % TilePath.FULL == 0) {
            byte[] root = new byte[Hash.BYTES];
            digest.reduce(row.tile(row.count() - 1), 0, TilePath.FULL, root, 0);
            add(level + 1, root, 0);
        }
    }

    /** The file of a tile that the tree has. */
    byte[] tile(int level, long index, int width) {
        long first = index << TilePath.HEIGHT;
        if (level >= levels.size() || first + width > levels.get(level).count()) {
            throw new IllegalArgumentException("tile must be in the tree, but was "
                    + TilePath.hashes(level, index, width) + " of " + size() + " leaves");
        }
        return Arrays.copyOf(levels.get(level).tile(first), width * Hash.BYTES);
    }

    private void checkSize(long size) {
        if (size < 0 || size > size()) {
            throw new IllegalArgumentException("size must be 0 to " + size() + ", but was " + size);
        }
    }

    private static void checkIndex(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("index must be below " + size + " and not negative, but was " + index);
        }
    }
}
