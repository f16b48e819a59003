// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Roots and proofs are those of the recursive definitions. */
class HashTreePropertyTest {
    private static final int SMALL = 64;
    private static final int LARGE = 1100;

    private final List<Hash> leaves = new ArrayList<>();
    private final HashTree tree = new HashTree();

    private void grow(int size) {
        for (int i = leaves.size(); i < size; i++) {
            leaves.add(Hash.ofLeaf(TestLog.leaf(i)));
            tree.append(leaves.get(i));
        }
    }

    @Test
    void everySmallProofIsThatOfTheDefinition() {
        grow(SMALL);
        for (int n = 0; n <= SMALL; n++) {
            List<Hash> first = leaves.subList(0, n);
            assertThat(tree.rootAt(n)).isEqualTo(TestLog.root(first));
            for (int m = 0; m < n; m++) {
                assertThat(tree.inclusion(m, n)).isEqualTo(TestLog.path(m, first));
            }
            for (int m = 1; m <= n; m++) {
                assertThat(tree.consistency(m, n)).isEqualTo(TestLog.subproof(m, first, true));
            }
            assertThat(tree.consistency(0, n)).isEmpty();
        }
    }

    @Test
    void proofsOfManySizesAreThoseOfTheDefinition() {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        grow(LARGE);
        for (int i = 0; i < 60; i++) {
            int n = random.nextInt(1, LARGE + 1);
            int m = random.nextInt(n);
            List<Hash> first = leaves.subList(0, n);
            assertThat(tree.rootAt(n)).isEqualTo(TestLog.root(first));
            assertThat(tree.inclusion(m, n)).isEqualTo(TestLog.path(m, first));
            assertThat(tree.consistency(m + 1, n)).isEqualTo(TestLog.subproof(m + 1, first, true));
        }
    }

    @Test
    void theRightEdgeGrowsLikeTheTree() {
        MerkleRange edge = new MerkleRange();
        for (int size = 0; size <= 600; size++) {
            assertThat(edge.size()).isEqualTo(size);
            assertThat(edge.root()).isEqualTo(tree.root());
            assertThat(tree.edge().toByteArray()).isEqualTo(edge.toByteArray());
            assertThat(MerkleRange.of(edge.toByteArray()).root()).isEqualTo(edge.root());
            MerkleRange copy = edge.copy();
            copy.append(Hash.ofText("another"));
            assertThat(edge.root()).isEqualTo(tree.root());
            grow(size + 1);
            edge.append(leaves.get(size));
        }
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        grow(3);
        assertThatThrownBy(() -> tree.rootAt(4)).hasMessage("size must be 0 to 3, but was 4");
        assertThatThrownBy(() -> tree.rootAt(-1)).hasMessage("size must be 0 to 3, but was -1");
        assertThatThrownBy(() -> tree.inclusion(2, 2)).hasMessage("index must be below 2 and not negative, but was 2");
        assertThatThrownBy(() -> tree.consistency(3, 2)).hasMessage("old size must be 0 to 2, but was 3");
        assertThatThrownBy(() -> MerkleRange.of(new byte[7])).hasMessage("range must be at least 8 bytes, but was 7");
        byte[] bytes = tree.edge().toByteArray();
        bytes[7] = 7;
        assertThatThrownBy(() -> MerkleRange.of(bytes)).hasMessage("range of size 7 must be 104 bytes, but was 72");
        bytes[0] = -1;
        assertThatThrownBy(() -> MerkleRange.of(bytes)).isInstanceOf(IllegalArgumentException.class);
    }
}
