// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.util.ArrayList;
import java.util.List;

/** Leaves that were copied, checked and hashed, and the tree they would make; nothing is appended yet. */
record Batch(List<byte[]> leaves, List<Hash> hashes, MerkleRange after) {
    /** Most bytes of one batch. */
    private static final long MOST_BYTES = 1L << 28;

    static Batch of(MerkleRange before, List<byte[]> leaves) {
        MerkleRange after = before.copy();
        List<byte[]> copies = new ArrayList<>(leaves.size());
        List<Hash> hashes = new ArrayList<>(leaves.size());
        long bytes = 0;
        for (byte[] leaf : leaves) {
            EntryBundle.checkLength(leaf.length);
            bytes += EntryBundle.PREFIX + leaf.length;
            byte[] copy = leaf.clone();
            Hash hash = Hash.ofLeaf(copy);
            copies.add(copy);
            hashes.add(hash);
            after.append(hash);
        }
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "leaves of one batch must be at most " + MOST_BYTES + " bytes, but was " + bytes);
        }
        return new Batch(copies, hashes, after);
    }

    long size() {
        return after.size();
    }

    Hash root() {
        return after.root();
    }
}
