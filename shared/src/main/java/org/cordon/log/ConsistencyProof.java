// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.util.List;

/**
 * The hashes that show that a tree begins with the leaves of a smaller one.
 *
 * <p><b>Guarantees.</b> {@link #verifies} binds the two roots to each other. Trees of the same size are consistent with an empty
 * path if their roots are equal.
 *
 * <p><b>Does not check</b> against the empty tree, with which every tree is consistent: a path from size 0 proves nothing and is
 * refused, even an empty one. Whoever accepts a first checkpoint does so on a path of its own. Nor does it check
 * the sizes beyond the shape they give the path; signed checkpoints bind roots and sizes.
 *
 * <p>Source: RFC 6962 section 2.1.2; verification of RFC 9162 section 2.1.4.2.
 *
 * @param oldSize number of leaves of the smaller tree, at least 1
 * @param newSize number of leaves of the larger tree, at least {@code oldSize}
 * @param path from the old tree's last whole subtree upward
 */
public record ConsistencyProof(long oldSize, long newSize, List<Hash> path) {
    public ConsistencyProof {
        if (oldSize < 1 || oldSize > newSize) {
            throw new IllegalArgumentException("old size must be in [1, " + newSize + "], but was " + oldSize);
        }
        path = List.copyOf(path);
    }

    /** Whether this leads from {@code oldRoot} to {@code newRoot}. */
    public boolean verifies(Hash oldRoot, Hash newRoot) {
        return verifies(oldSize, oldRoot, newSize, newRoot, path);
    }

    /** Whether {@code path} shows that the tree of {@code newRoot} begins with the one of {@code oldRoot}. */
    public static boolean verifies(long oldSize, Hash oldRoot, long newSize, Hash newRoot, List<Hash> path) {
        if (oldSize < 1 || oldSize > newSize) {
            return false;
        }
        if (oldSize == newSize) {
            return path.isEmpty() && oldRoot.equals(newRoot);
        }
        boolean whole = Long.bitCount(oldSize) == 1; // then the old root is the first hash, and left out
        if (path.isEmpty() && !whole) {
            return false;
        }
        Hash first = whole ? oldRoot : path.get(0);
        return climb(oldSize, oldRoot, newSize, newRoot, first, whole ? path : path.subList(1, path.size()));
    }

    private static boolean climb(
            long oldSize, Hash oldRoot, long newSize, Hash newRoot, Hash first, List<Hash> siblings) {
        int shift = Long.numberOfTrailingZeros(oldSize); // up to the last whole subtree of the old tree
        long node = (oldSize - 1) >> shift;
        long last = (newSize - 1) >> shift;
        Hash oldHash = first;
        Hash newHash = first;
        for (Hash sibling : siblings) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                oldHash = Hash.ofNode(sibling, oldHash);
                newHash = Hash.ofNode(sibling, newHash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                newHash = Hash.ofNode(newHash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && oldHash.equals(oldRoot) && newHash.equals(newRoot);
    }
}
