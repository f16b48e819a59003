// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    private static final long SEED = 0x6d65726bL;

    @Test
    void everyPathOfEverySizeVerifiesAndOnlyThere() {
        for (int size = 1; size <= 33; size++) {
            List<byte[]> leaves = leaves(size);
            MerkleTree tree = MerkleTree.of(leaves);
            for (int index = 0; index < size; index++) {
                List<Digest> path = tree.path(index);
                for (int other = 0; other < size; other++) {
                    assertThat(MerkleTree.verifies(leaves.get(other), other, size, path, tree.root()))
                            .isEqualTo(other == index);
                    assertThat(MerkleTree.verifies(leaves.get(index), other, size, path, tree.root()))
                            .isEqualTo(other == index);
                }
            }
        }
    }

    @Test
    void changedPathsAreRefused() {
        Random random = new Random(SEED);
        for (int round = 0; round < 500; round++) {
            int size = 2 + random.nextInt(60);
            int index = random.nextInt(size);
            List<byte[]> leaves = leaves(size);
            MerkleTree tree = MerkleTree.of(leaves);
            List<Digest> path = new ArrayList<>(tree.path(index));
            mutate(path, random);
            assertThat(MerkleTree.verifies(leaves.get(index), index, size, path, tree.root()))
                    .as("seed %d, round %d", SEED, round)
                    .isFalse();
        }
    }

    private static void mutate(List<Digest> path, Random random) {
        int place = random.nextInt(path.size());
        switch (random.nextInt(3)) {
            case 0 -> path.remove(place);
            case 1 -> path.add(place, path.get(place));
            default -> {
                byte[] changed = path.get(place).toByteArray();
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
                path.set(place, Digest.of(changed));
            }
        }
    }

    @Test
    void aStreamFromOneReusedBufferHasTheSameHead() {
        StreamingMerkle streaming = new StreamingMerkle();
        List<byte[]> leaves = new ArrayList<>();
        byte[] buffer = new byte[10];
        for (int i = 0; i < 100; i++) {
            Arrays.fill(buffer, (byte) i);
            streaming.append(buffer, 2, 5);
            leaves.add(Arrays.copyOfRange(buffer, 2, 7));
            assertThat(streaming.root()).isEqualTo(MerkleTree.root(leaves));
            assertThat(streaming.size()).isEqualTo(i + 1);
        }
    }

    @Test
    void placesOutsideTheTreeAreRefused() {
        MerkleTree tree = MerkleTree.of(leaves(3));
        assertThatThrownBy(() -> tree.path(3)).hasMessage("index must be in [0, 3), but was 3");
        assertThat(MerkleTree.verifies(new byte[1], -1, 3, tree.path(0), tree.root()))
                .isFalse();
        assertThat(MerkleTree.verifies(new byte[1], 3, 3, tree.path(0), tree.root()))
                .isFalse();
        assertThat(MerkleTree.verifies(new byte[1], 0, 0, List.of(), tree.root()))
                .isFalse();
    }

    private static List<byte[]> leaves(int size) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(new byte[] {(byte) i});
        }
        return leaves;
    }
}
