// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The Merkle tree head of RFC 6962 section 2.1 over leaves that arrive one by one, in memory logarithmic in their
 * number.
 *
 * <p><b>Guarantees.</b> After any sequence of appends {@link #root()} equals {@link MerkleTree#root} of the same leaves.
 *
 * <p>Not thread-safe.
 */
public final class StreamingMerkle {
    private final MessageDigest sha = Hashes.newSha256();
    /** Heads of the perfect subtrees, the smallest on top: one per bit set in {@link #size}. */
    private final Deque<byte[]> heads = new ArrayDeque<>();

    private long size;

    /** Appends one leaf: {@code length} bytes of {@code buffer} from {@code offset} on, which may be reused at once. */
    public void append(byte[] buffer, int offset, int length) {
        byte[] node = MerkleTree.leafHash(sha, buffer, offset, length);
        for (long bits = size; (bits & 1) == 1; bits >>>= 1) {
            node = MerkleTree.nodeHash(sha, heads.pop(), node);
        }
        heads.push(node);
        size++;
    }

    public void append(byte[] leaf) {
        append(leaf, 0, leaf.length);
    }

    /** How many leaves were appended. */
    public long size() {
        return size;
    }

    /** The head over all leaves so far; appending may go on. */
    public Digest root() {
        if (heads.isEmpty()) {
            return MerkleTree.EMPTY_ROOT;
        }
        byte[] node = new byte[0];
        for (byte[] head : heads) {
            node = node.length == 0 ? head : MerkleTree.nodeHash(sha, head, node);
        }
        return Digest.of(node);
    }
}
