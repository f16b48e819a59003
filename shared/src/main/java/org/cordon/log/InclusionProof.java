// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.util.List;

/**
 * The hashes that lead from one leaf of a tree to its root.
 *
 * <p><b>Guarantees.</b> {@link #verifies} binds the leaf to its index in a tree of that size and root.
 *
 * <p><b>Does not check</b> the size beyond the shape it gives the path: the first leaf of trees of 5 to 8 leaves has paths of one
 * shape. A signed checkpoint binds root and size.
 *
 * <p>Source: RFC 6962 section 2.1.1; verification of RFC 9162 section 2.1.3.2.
 *
 * @param index of the leaf, from 0
 * @param size number of leaves of the tree, above {@code index}
 * @param path the leaf's sibling first
 */
public record InclusionProof(long index, long size, List<Hash> path) {
    public InclusionProof {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("index must be in [0, " + size + "), but was " + index);
        }
        path = List.copyOf(path);
    }

    /** Whether this leads from {@code leaf} to {@code root}. */
    public boolean verifies(Hash leaf, Hash root) {
        return verifies(leaf, index, size, path, root);
    }

    /** Whether {@code path} leads from the leaf hash {@code leaf} at {@code index} to the root of {@code size} leaves. */
    public static boolean verifies(Hash leaf, long index, long size, List<Hash> path, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        Hash hash = leaf;
        for (Hash sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = Hash.ofNode(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Hash.ofNode(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }
}
