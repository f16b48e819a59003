// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The definitions of RFC 6962 section 2.1, word for word, to compare with. */
final class RecursiveTree {
    private RecursiveTree() {}

    static List<byte[]> numberedLeaves(int size) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(Integer.toString(i).getBytes(StandardCharsets.US_ASCII));
        }
        return leaves;
    }

    /** MTH(D[n]). */
    static Hash root(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return Hash.EMPTY_ROOT;
        }
        if (leaves.size() == 1) {
            return Hash.ofLeaf(leaves.get(0));
        }
        int k = split(leaves.size());
        return Hash.ofNode(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
    }

    /** PATH(m, D[n]). */
    static List<Hash> path(int m, List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return List.of();
        }
        int k = split(leaves.size());
        List<byte[]> left = leaves.subList(0, k);
        List<byte[]> right = leaves.subList(k, leaves.size());
        return m < k ? with(path(m, left), root(right)) : with(path(m - k, right), root(left));
    }

    /** PROOF(m, D[n]) for m above 0. */
    static List<Hash> consistency(int m, List<byte[]> leaves) {
        return subproof(m, leaves, true);
    }

    private static List<Hash> subproof(int m, List<byte[]> leaves, boolean whole) {
        if (m == leaves.size()) {
            return whole ? List.of() : List.of(root(leaves));
        }
        int k = split(leaves.size());
        List<byte[]> left = leaves.subList(0, k);
        List<byte[]> right = leaves.subList(k, leaves.size());
        return m <= k ? with(subproof(m, left, whole), root(right)) : with(subproof(m - k, right, false), root(left));
    }

    private static int split(int size) {
        return Integer.highestOneBit(size - 1);
    }

    private static List<Hash> with(List<Hash> hashes, Hash last) {
        List<Hash> all = new ArrayList<>(hashes);
        all.add(last);
        return all;
    }
}
