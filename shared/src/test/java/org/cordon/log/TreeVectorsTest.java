// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Published trees, tiles and proofs. */
class TreeVectorsTest {
    private static final String CT8 = "tree-ct8.txt";
    private static final String LARGE = "tree-large.txt";
    private static final String STATIC_LOG = "tree-static-log.txt";

    @TempDir
    Path directory;

    @Test
    void hashesOfLeavesAndNodes() {
        assertThat(Hash.EMPTY_ROOT)
                .isEqualTo(TreeVectors.hash(
                        TreeVectors.read("tree-hashes.txt", "empty").get(0)[0]));
        for (String[] leaf : TreeVectors.read("tree-hashes.txt", "leaf")) {
            assertThat(Hash.ofLeaf(TreeVectors.bytes(leaf[0]))).isEqualTo(TreeVectors.hash(leaf[1]));
        }
        for (String[] node : TreeVectors.read("tree-hashes.txt", "node")) {
            byte[] pair = TreeVectors.bytes("01" + node[0] + node[1]);
            assertThat(Hash.ofContent(pair)).isEqualTo(TreeVectors.hash(node[2]));
        }
        Hash a = Hash.ofText("a");
        Hash b = Hash.ofText("b");
        byte[] both = Arrays.copyOf(a.toByteArray(), 64);
        b.copyTo(both, 32);
        assertThat(Hash.ofLeaf(both)).isNotEqualTo(Hash.ofNode(a, b));
        assertThat(Hash.ofNode(b, a)).isNotEqualTo(Hash.ofNode(a, b));
    }

    @Test
    void theTreeOfEightLeaves() {
        HashTree tree = new HashTree();
        MerkleRange edge = new MerkleRange();
        List<Hash> roots = new ArrayList<>(List.of(tree.root()));
        for (String[] leaf : TreeVectors.read(CT8, "leaf")) {
            Hash hash = Hash.ofLeaf(TreeVectors.bytes(leaf[1]));
            assertThat(hash).isEqualTo(TreeVectors.hash(leaf[2]));
            tree.append(hash);
            edge.append(hash);
            roots.add(edge.root());
        }
        for (String[] root : TreeVectors.read(CT8, "root")) {
            int size = Integer.parseInt(root[0]);
            assertThat(tree.rootAt(size)).isEqualTo(TreeVectors.hash(root[1])).isEqualTo(roots.get(size));
        }
        for (String[] inner : TreeVectors.read(CT8, "inner")) {
            int width = 1 << Integer.parseInt(inner[0]);
            int from = Integer.parseInt(inner[1]) * width;
            MerkleRange part = new MerkleRange();
            for (int i = from; i < from + width; i++) {
                part.append(tree.leafHash(i));
            }
            assertThat(part.root()).isEqualTo(TreeVectors.hash(inner[2]));
        }
        for (String[] proof : TreeVectors.read(CT8, "inclusion")) {
            assertThat(tree.inclusion(Long.parseLong(proof[0]), Long.parseLong(proof[1])))
                    .isEqualTo(TreeVectors.hashes(proof, 2));
        }
        for (String[] proof : TreeVectors.read(CT8, "consistency")) {
            assertThat(tree.consistency(Long.parseLong(proof[0]), Long.parseLong(proof[1])))
                    .isEqualTo(TreeVectors.hashes(proof, 2));
        }
    }

    @Test
    void aPublishedLogIsWrittenByteForByte() throws Exception {
        List<String[]> leaves = TreeVectors.read(STATIC_LOG, "leaf");
        try (DirectoryLog log = DirectoryLog.open(directory)) {
            log.commit(List.of(), TestLog::note);
            log.publish();
            for (String[] leaf : leaves) {
                log.commit(List.of(leaf[0].getBytes(StandardCharsets.US_ASCII)), TestLog::note);
                log.publish();
            }
            for (String[] root : TreeVectors.read(STATIC_LOG, "root")) {
                byte[] expected = Base64.getDecoder().decode(root[1]);
                assertThat(log.rootAt(Long.parseLong(root[0])).toByteArray()).isEqualTo(expected);
            }
        }
        BundleReader reader = new BundleReader(directory);
        assertThat(reader.checkpointSizes()).hasSize(16).startsWith(0L).endsWith(15L);
        List<String> written =
                new ArrayList<>(TestLog.files(directory.resolve("tile")).keySet());
        assertThat(written).containsExactlyInAnyOrder("0/000.p/15", "entries/000.p/15");
        for (String[] file : TreeVectors.read(STATIC_LOG, "file")) {
            byte[] content = Files.readAllBytes(directory.resolve(file[0]));
            assertThat(content).hasSize(Integer.parseInt(file[1]));
            assertThat(Hash.ofContent(content)).isEqualTo(TreeVectors.hash(file[2]));
            assertThat(HexFormat.of().formatHex(content)).startsWith(file[3]);
        }
    }

    @Test
    void largeTreesAndTheirProofs() {
        HashTree tree = new HashTree();
        for (int i = 0; i < 70_000; i++) {
            tree.append(Hash.ofLeaf(Integer.toString(i).getBytes(StandardCharsets.US_ASCII)));
        }
        for (String[] root : TreeVectors.read(LARGE, "root")) {
            assertThat(tree.rootAt(Long.parseLong(root[0]))).isEqualTo(TreeVectors.hash(root[1]));
        }
        for (String[] proof : TreeVectors.read(LARGE, "consistency")) {
            check(tree.consistency(Long.parseLong(proof[0]), Long.parseLong(proof[1])), proof);
        }
        for (String[] proof : TreeVectors.read(LARGE, "inclusion")) {
            check(tree.inclusion(Long.parseLong(proof[0]), Long.parseLong(proof[1])), proof);
        }
    }

    private static void check(List<Hash> proof, String[] expected) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        proof.forEach(hash -> all.writeBytes(hash.toByteArray()));
        assertThat(proof).hasSize(Integer.parseInt(expected[2]));
        assertThat(Hash.ofContent(all.toByteArray())).isEqualTo(TreeVectors.hash(expected[3]));
    }

    @Test
    void tilesOfLargeTrees() throws Exception {
        try (DirectoryLog log = DirectoryLog.open(directory)) {
            for (String[] tiles : TreeVectors.read(LARGE, "tiles")) {
                List<byte[]> leaves = new ArrayList<>();
                for (long i = log.size(); i < Long.parseLong(tiles[0]); i++) {
                    leaves.add(Long.toString(i).getBytes(StandardCharsets.US_ASCII));
                }
                log.commit(leaves, TestLog::note);
                log.publish();
                checkTiles(tiles[0], Integer.parseInt(tiles[1]));
            }
        }
    }

    private void checkTiles(String size, int count) throws IOException {
        TreeMap<String, String> sums = new TreeMap<>();
        TestLog.files(directory.resolve("tile")).forEach((name, content) -> {
            if (!name.startsWith("entries")) {
                sums.put("tile/" + name, Hash.ofContent(content).hex());
            }
        });
        assertThat(sums).hasSize(count);
        for (String[] tile : TreeVectors.read(LARGE, "tile")) {
            if (tile[0].equals(size)) {
                assertThat(sums).containsEntry(tile[1], tile[3]);
                assertThat(Files.size(directory.resolve(tile[1]))).isEqualTo(Long.parseLong(tile[2]));
            }
        }
        String manifest = sums.entrySet().stream()
                .map(sum -> sum.getValue() + "  " + sum.getKey() + "\n")
                .collect(Collectors.joining());
        assertThat(TreeVectors.read(LARGE, "manifest"))
                .anySatisfy(line -> assertThat(line)
                        .containsExactly(size, Hash.ofText(manifest).hex()));
    }
}
