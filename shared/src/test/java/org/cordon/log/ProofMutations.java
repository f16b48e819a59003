// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What a proof must not survive, made anew for every proof that holds. */
final class ProofMutations {
    static final Hash WRONG_ROOT = LogVectors.hash(LogVectors.NEGATIVE.get("wrongRoot"));
    static final Hash WRONG_LEAF = Hash.ofContent(LogVectors.utf8(LogVectors.NEGATIVE.get("wrongLeaf")));

    private ProofMutations() {}

    /** A claim of inclusion. */
    record Inclusion(Hash leaf, long index, long size, List<Hash> path, Hash root) {
        boolean holds() {
            return InclusionProof.verifies(leaf, index, size, path, root);
        }

        Inclusion at(long other) {
            return new Inclusion(leaf, other, size, path, root);
        }

        Inclusion of(long other) {
            return new Inclusion(leaf, index, other, path, root);
        }

        Inclusion with(List<Hash> other) {
            return new Inclusion(leaf, index, size, other, root);
        }
    }

    /** A claim of consistency. */
    record Consistency(long oldSize, Hash oldRoot, long newSize, Hash newRoot, List<Hash> path) {
        boolean holds() {
            return ConsistencyProof.verifies(oldSize, oldRoot, newSize, newRoot, path);
        }

        Consistency sizes(long old, long next) {
            return new Consistency(old, oldRoot, next, newRoot, path);
        }

        Consistency roots(Hash old, Hash next) {
            return new Consistency(oldSize, old, newSize, next, path);
        }

        Consistency with(List<Hash> other) {
            return new Consistency(oldSize, oldRoot, newSize, newRoot, other);
        }
    }

    static Map<String, Inclusion> of(Inclusion good, Random random) {
        Map<String, Inclusion> bad = new LinkedHashMap<>();
        bad.put("leafIdx-sub-1", good.at(good.index - 1));
        bad.put("leafIdx-plus-1", good.at(good.index + 1));
        bad.put("leafIdx-XOR-2", good.at(good.index ^ 2));
        bad.put("treeSize-mul-2", good.of(good.size * 2));
        bad.put("treeSize-div-2", good.of(good.size / 2));
        bad.put("negative size", good.of(-good.size));
        bad.put("wrong leaf", new Inclusion(WRONG_LEAF, good.index, good.size, good.path, good.root));
        bad.put("empty root", new Inclusion(good.leaf, good.index, good.size, good.path, Hash.EMPTY_ROOT));
        bad.put("wrong root", new Inclusion(good.leaf, good.index, good.size, good.path, WRONG_ROOT));
        paths(good.path, List.of(good.root, good.leaf), 0x08, random)
                .forEach((name, path) -> bad.put(name, good.with(path)));
        return bad;
    }

    static Map<String, Consistency> of(Consistency good, Random random) {
        Map<String, Consistency> bad = new LinkedHashMap<>();
        bad.put("m-1", good.sizes(good.oldSize - 1, good.newSize));
        bad.put("m+1", good.sizes(good.oldSize + 1, good.newSize));
        bad.put("m XOR 2", good.sizes(good.oldSize ^ 2, good.newSize));
        bad.put("n*2", good.sizes(good.oldSize, good.newSize * 2));
        bad.put("n/2", good.sizes(good.oldSize, good.newSize / 2));
        bad.put("wrong old root", good.roots(WRONG_ROOT, good.newRoot));
        bad.put("wrong new root", good.roots(good.oldRoot, WRONG_ROOT));
        if (!good.oldRoot.equals(good.newRoot)) {
            bad.put("swapped roots", good.roots(good.newRoot, good.oldRoot));
            bad.put("empty path", good.with(List.of()));
        }
        paths(good.path, List.of(good.oldRoot, good.newRoot, WRONG_ROOT), 0x10, random)
                .forEach((name, path) -> bad.put(name, good.with(path)));
        return bad;
    }

    private static Map<String, List<Hash>> paths(List<Hash> path, List<Hash> garbage, int bit, Random random) {
        Map<String, List<Hash>> bad = new LinkedHashMap<>();
        for (int i = 0; i < garbage.size(); i++) {
            bad.put("trailing " + i, changed(path, path.size(), garbage.get(i)));
            bad.put("preceding " + i, changed(path, 0, garbage.get(i)));
        }
        for (int k = 0; k < path.size(); k++) {
            byte[] hash = path.get(k).toByteArray();
            hash[0] ^= (byte) bit;
            List<Hash> flipped = new ArrayList<>(path);
            flipped.set(k, Hash.of(hash));
            bad.put("flipped " + k, flipped);
        }
        if (!path.isEmpty()) {
            bad.put("first twice", changed(path, 0, path.get(0)));
            bad.put("truncated", path.subList(0, path.size() - 1));
            byte[] anything = new byte[Hash.BYTES];
            random.nextBytes(anything);
            List<Hash> rotated = new ArrayList<>(path.subList(1, path.size()));
            rotated.add(path.get(0));
            rotated.add(Hash.of(anything));
            bad.put("rotated", rotated);
        }
        return bad;
    }

    private static List<Hash> changed(List<Hash> path, int at, Hash added) {
        List<Hash> all = new ArrayList<>(path);
        all.add(at, added);
        return all;
    }
}
