// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.cordon.log.ProofMutations.Inclusion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InclusionProofTest {
    private static final long SEED = 20261121;
    private static final int LARGEST = 64;

    @Test
    void hashesAreThePublishedOnes() {
        JsonNode vectors = LogVectors.PROOFS;
        assertThat(Hash.EMPTY_ROOT).isEqualTo(LogVectors.hash(vectors.get("emptyRoot")));
        for (JsonNode leaf : vectors.get("leaves")) {
            Hash hash = Hash.ofLeaf(LogVectors.hex(leaf.get("data")));
            if (leaf.has("hash")) {
                assertThat(hash).isEqualTo(LogVectors.hash(leaf.get("hash")));
            } else {
                assertThat(StrictText.base64(hash.toByteArray()))
                        .isEqualTo(leaf.get("base64").asText());
            }
        }
        JsonNode node = vectors.get("shortNode");
        assertThat(Hash.ofContent(LogVectors.hex(node.get("prefixed")))).isEqualTo(LogVectors.hash(node.get("hash")));
    }

    @Test
    void aLeafIsNoNodeAndANodeHasTwoSides() {
        Hash left = Hash.ofText("a");
        Hash right = Hash.ofText("b");
        byte[] both = new byte[2 * Hash.BYTES];
        left.copyTo(both, 0);
        right.copyTo(both, Hash.BYTES);
        assertThat(Hash.ofLeaf(both)).isNotEqualTo(Hash.ofNode(left, right));
        assertThat(Hash.ofNode(left, right)).isNotEqualTo(Hash.ofNode(right, left));
    }

    @Test
    void theRecursiveTreeIsThePublishedOne() {
        JsonNode tree = LogVectors.PROOFS.get("tree");
        List<byte[]> leaves = LogVectors.leaves();
        for (int n = 0; n <= leaves.size(); n++) {
            assertThat(RecursiveTree.root(leaves.subList(0, n)))
                    .isEqualTo(LogVectors.hash(tree.get("roots").get(n)));
        }
        for (int i = 0; i < leaves.size(); i++) {
            assertThat(Hash.ofLeaf(leaves.get(i)))
                    .isEqualTo(LogVectors.hash(tree.get("leafHashes").get(i)));
        }
        for (int i = 0; i < 4; i++) {
            assertThat(RecursiveTree.root(leaves.subList(2 * i, 2 * i + 2)))
                    .isEqualTo(LogVectors.hash(tree.get("level1").get(i)));
        }
        for (int i = 0; i < 2; i++) {
            assertThat(RecursiveTree.root(leaves.subList(4 * i, 4 * i + 4)))
                    .isEqualTo(LogVectors.hash(tree.get("level2").get(i)));
        }
    }

    @Test
    void publishedProofsHoldAndTheirMutationsDoNot() {
        Random random = new Random(SEED);
        for (Inclusion good : published()) {
            assertThat(good.holds()).as("%s", good).isTrue();
            assertThat(RecursiveTree.path(
                            (int) good.index(), LogVectors.leaves().subList(0, (int) good.size())))
                    .isEqualTo(good.path());
            refuses(good, random);
        }
    }

    @Test
    void allProofsOfSmallTreesHoldAndTheirMutationsDoNot() {
        Random random = new Random(SEED);
        List<byte[]> leaves = RecursiveTree.numberedLeaves(LARGEST);
        for (int n = 1; n <= LARGEST; n++) {
            List<byte[]> tree = leaves.subList(0, n);
            Hash root = RecursiveTree.root(tree);
            for (int m = 0; m < n; m++) {
                Inclusion good = new Inclusion(Hash.ofLeaf(tree.get(m)), m, n, RecursiveTree.path(m, tree), root);
                assertThat(good.holds()).as("leaf %d of %d", m, n).isTrue();
                refuses(good, random);
            }
        }
    }

    private static void refuses(Inclusion good, Random random) {
        ProofMutations.of(good, random)
                .forEach((name, bad) -> assertThat(bad.holds())
                        .as("leaf %d of %d, %s, seed %d", good.index(), good.size(), name, SEED)
                        .isFalse());
    }

    /** Each was accepted by a verifier in wide use that bound neither index nor size. */
    @ParameterizedTest
    @MethodSource("acceptedElsewhere")
    void proofsThatAnotherVerifierAcceptedAreRefused(String name) {
        if (name.equals("single-entry/empty-root-and-leaf")) {
            assertThatThrownBy(() -> Hash.of(new byte[0])).isInstanceOf(IllegalArgumentException.class);
            return;
        }
        int at = Integer.parseInt(name.substring(0, 1));
        Map<String, Inclusion> mutations = ProofMutations.of(published().get(at), new Random(SEED));
        assertThat(mutations).containsKey(name.substring(2));
        assertThat(mutations.get(name.substring(2)).holds()).isFalse();
    }

    static Stream<String> acceptedElsewhere() {
        return LogVectors.strings(LogVectors.NEGATIVE.get("acceptedByAPublishedVerifier")).stream();
    }

    @Test
    void emptyPathsHoldForTheSingleLeafOnly() {
        Hash leaf = Hash.ofText("leaf");
        for (JsonNode pair : LogVectors.NEGATIVE.get("staticIndexesAndSizes")) {
            for (Hash root : List.of(Hash.EMPTY_ROOT, ProofMutations.WRONG_ROOT)) {
                assertThat(InclusionProof.verifies(
                                leaf, pair.get(0).asLong(), pair.get(1).asLong(), List.of(), root))
                        .isFalse();
            }
        }
        assertThat(InclusionProof.verifies(Hash.EMPTY_ROOT, 0, 0, List.of(), Hash.EMPTY_ROOT))
                .isFalse();
        assertThat(InclusionProof.verifies(leaf, 1, 0, List.of(), leaf)).isFalse();
        assertThat(InclusionProof.verifies(leaf, 1, 1, List.of(), leaf)).isFalse();
        assertThat(InclusionProof.verifies(leaf, 0, 1, List.of(), leaf)).isTrue();
    }

    @Test
    void theLargestTreeHasAPath() {
        Hash hash = Hash.ofText("leaf");
        List<Hash> path = new ArrayList<>();
        Hash root = hash;
        for (int level = 0; level < 63; level++) {
            path.add(Hash.ofText("sibling " + level));
            root = Hash.ofNode(root, path.get(level));
        }
        assertThat(InclusionProof.verifies(hash, 0, Long.MAX_VALUE, path, root)).isTrue();
        assertThat(InclusionProof.verifies(hash, Long.MIN_VALUE, Long.MAX_VALUE, path, root))
                .isFalse();
        path.add(root);
        assertThat(InclusionProof.verifies(hash, 0, Long.MAX_VALUE, path, root)).isFalse();
    }

    @Test
    void aProofOfNoLeafIsRefused() {
        assertThatThrownBy(() -> new InclusionProof(3, 3, List.of())).hasMessage("index must be in [0, 3), but was 3");
        assertThat(new InclusionProof(0, 1, List.of()).verifies(Hash.ofText("a"), Hash.ofText("a")))
                .isTrue();
    }

    private static List<Inclusion> published() {
        List<Inclusion> proofs = new ArrayList<>();
        JsonNode tree = LogVectors.PROOFS.get("tree");
        for (JsonNode proof : LogVectors.PROOFS.get("inclusion")) {
            int index = proof.get("index").asInt();
            int size = proof.get("size").asInt();
            proofs.add(new Inclusion(
                    LogVectors.hash(tree.get("leafHashes").get(index)),
                    index,
                    size,
                    LogVectors.hashes(proof.get("path")),
                    LogVectors.hash(tree.get("roots").get(size))));
        }
        return proofs;
    }
}
