// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cordon.log.ProofMutations.Consistency;
import org.junit.jupiter.api.Test;

class ConsistencyProofTest {
    private static final long SEED = 20261121;
    private static final int LARGEST = 64;

    @Test
    void publishedProofsHoldAndTheirMutationsDoNot() {
        Random random = new Random(SEED);
        JsonNode roots = LogVectors.PROOFS.get("tree").get("roots");
        for (JsonNode proof : LogVectors.PROOFS.get("consistency")) {
            int m = proof.get("oldSize").asInt();
            int n = proof.get("newSize").asInt();
            List<Hash> path = LogVectors.hashes(proof.get("path"));
            Consistency good =
                    new Consistency(m, LogVectors.hash(roots.get(m)), n, LogVectors.hash(roots.get(n)), path);
            assertThat(good.holds()).as("%d to %d", m, n).isTrue();
            assertThat(RecursiveTree.consistency(m, LogVectors.leaves().subList(0, n)))
                    .isEqualTo(path);
            refuses(good, random);
        }
    }

    @Test
    void allProofsOfSmallTreesHoldAndTheirMutationsDoNot() {
        Random random = new Random(SEED);
        List<byte[]> leaves = RecursiveTree.numberedLeaves(LARGEST);
        List<Hash> roots = new ArrayList<>();
        for (int n = 0; n <= LARGEST; n++) {
            roots.add(RecursiveTree.root(leaves.subList(0, n)));
        }
        for (int n = 1; n <= LARGEST; n++) {
            for (int m = 1; m <= n; m++) {
                List<Hash> path = RecursiveTree.consistency(m, leaves.subList(0, n));
                Consistency good = new Consistency(m, roots.get(m), n, roots.get(n), path);
                assertThat(good.holds()).as("%d to %d", m, n).isTrue();
                refuses(good, random);
            }
        }
    }

    private static void refuses(Consistency good, Random random) {
        ProofMutations.of(good, random)
                .forEach((name, bad) -> assertThat(bad.holds())
                        .as("%d to %d, %s, seed %d", good.oldSize(), good.newSize(), name, SEED)
                        .isFalse());
    }

    @Test
    void treesOfOneSizeAreConsistentIfTheyAreTheSame() {
        Hash root = Hash.ofText("root");
        assertThat(ConsistencyProof.verifies(1, root, 1, root, List.of())).isTrue();
        assertThat(ConsistencyProof.verifies(7, root, 7, root, List.of())).isTrue();
        assertThat(ConsistencyProof.verifies(7, root, 7, root, List.of(root))).isFalse();
        assertThat(ConsistencyProof.verifies(7, root, 7, Hash.EMPTY_ROOT, List.of()))
                .isFalse();
        assertThat(ConsistencyProof.verifies(8, root, 7, root, List.of())).isFalse();
    }

    @Test
    void nothingFollowsFromTheEmptyTree() {
        Hash root = Hash.ofText("root");
        assertThat(ConsistencyProof.verifies(0, Hash.EMPTY_ROOT, 1, root, List.of()))
                .isFalse();
        assertThat(ConsistencyProof.verifies(0, Hash.EMPTY_ROOT, 0, Hash.EMPTY_ROOT, List.of()))
                .isFalse();
        assertThat(ConsistencyProof.verifies(0, root, 1, root, List.of(root))).isFalse();
        assertThat(ConsistencyProof.verifies(-1, root, 1, root, List.of(root))).isFalse();
    }

    /** The one published probe with roots that are no hashes: a hash has 32 bytes here, or is none. */
    @Test
    void aRootOfAnotherLengthIsNoHash() {
        byte[] text = LogVectors.utf8(LogVectors.NEGATIVE.get("refusedForItsLength"));
        assertThatThrownBy(() -> Hash.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sizesAreInOrder() {
        assertThatThrownBy(() -> new ConsistencyProof(3, 2, List.of()))
                .hasMessage("old size must be in [1, 2], but was 3");
        Hash root = Hash.ofText("root");
        assertThat(new ConsistencyProof(2, 2, List.of()).verifies(root, root)).isTrue();
    }
}
