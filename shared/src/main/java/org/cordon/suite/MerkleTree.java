// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The Merkle tree of RFC 6962 section 2.1 (SHA-256, 0x00 before leaves, 0x01 before nodes), with its audit paths.
 *
 * <p><b>Guarantees.</b> {@link #verifies} accepts exactly one path per leaf, index and size; the verification is that of
 * RFC 9162 section 2.1.3.2.
 *
 * <p>Immutable.
 */
public final class MerkleTree {
    /** The head of the tree without leaves. */
    static final Digest EMPTY_ROOT = Hashes.sha256();

    /** Level 0 holds the leaf hashes; an odd last node moves up unchanged. */
    private final List<List<Digest>> levels;

    private MerkleTree(List<List<Digest>> levels) {
        this.levels = levels;
    }

    /** The tree over these leaves, in this order; the leaves are not hashed yet. */
    public static MerkleTree of(List<byte[]> leaves) {
        MessageDigest sha = Hashes.newSha256();
        List<Digest> level = new ArrayList<>(leaves.size());
        for (byte[] leaf : leaves) {
            level.add(Digest.of(leafHash(sha, leaf, 0, leaf.length)));
        }
        List<List<Digest>> levels = new ArrayList<>();
        levels.add(level);
        while (level.size() > 1) {
            level = parents(sha, level);
            levels.add(level);
        }
        return new MerkleTree(levels);
    }

    /** The head of the tree over these leaves. */
    public static Digest root(List<byte[]> leaves) {
        return of(leaves).root();
    }

    private static List<Digest> parents(MessageDigest sha, List<Digest> level) {
        List<Digest> above = new ArrayList<>((level.size() + 1) / 2);
        for (int i = 0; i + 1 < level.size(); i += 2) {
            above.add(Digest.of(
                    nodeHash(sha, level.get(i).toByteArray(), level.get(i + 1).toByteArray())));
        }
        if (level.size() % 2 == 1) {
            above.add(level.get(level.size() - 1));
        }
        return above;
    }

    /** How many leaves the tree has. */
    public int size() {
        return levels.get(0).size();
    }

    public Digest root() {
        return size() == 0 ? EMPTY_ROOT : levels.get(levels.size() - 1).get(0);
    }

    /** The audit path of the leaf at {@code index}, from the leaf's sibling up. */
    public List<Digest> path(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("index must be in [0, " + size() + "), but was " + index);
        }
        List<Digest> path = new ArrayList<>();
        int position = index;
        for (List<Digest> level : levels) {
            int sibling = position ^ 1;
            if (sibling < level.size()) {
                path.add(level.get(sibling));
            }
            position >>= 1;
        }
        return List.copyOf(path);
    }

    /** Whether {@code path} proves that {@code leaf} is number {@code index} of the {@code size} leaves under {@code root}. */
    public static boolean verifies(byte[] leaf, int index, int size, List<Digest> path, Digest root) {
        if (index < 0 || index >= size) {
            return false;
        }
        MessageDigest sha = Hashes.newSha256();
        byte[] node = leafHash(sha, leaf, 0, leaf.length);
        int position = index;
        int last = size - 1;
        for (Digest sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((position & 1) == 1 || position == last) {
                node = nodeHash(sha, sibling.toByteArray(), node);
                while ((position & 1) == 0) {
                    position >>= 1;
                    last >>= 1;
                }
            } else {
                node = nodeHash(sha, node, sibling.toByteArray());
            }
            position >>= 1;
            last >>= 1;
        }
        return last == 0 && Digest.of(node).equals(root);
    }

    static byte[] leafHash(MessageDigest sha, byte[] leaf, int offset, int length) {
        sha.update((byte) 0);
        sha.update(leaf, offset, length);
        return sha.digest();
    }

    static byte[] nodeHash(MessageDigest sha, byte[] left, byte[] right) {
        sha.update((byte) 1);
        sha.update(left);
        sha.update(right);
        return sha.digest();
    }
}
