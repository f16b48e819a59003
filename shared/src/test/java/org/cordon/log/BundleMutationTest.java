// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import org.cordon.log.BundleFinding.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a file of a bundle is told by its name, and nothing else is. */
class BundleMutationTest {
    private static final int SIZE = 256 * 3 + 70;
    private static final SplittableRandom RANDOM = new SplittableRandom(seed());

    @TempDir
    Path directory;

    private Hash root = Hash.EMPTY_ROOT;

    private static long seed() {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        System.out.println("seed " + seed);
        return seed;
    }

    private Path bundle() {
        return directory.resolve("log");
    }

    private NavigableMap<String, byte[]> honest(int size) throws LogRefused {
        try (DirectoryLog log = DirectoryLog.open(bundle())) {
            for (int from = 0; from < size; from += 100) {
                log.commit(TestLog.leaves(from, Math.min(size, from + 100)), TestLog::note);
                log.publish();
            }
            root = log.root();
        }
        return TestLog.files(bundle());
    }

    private List<BundleFinding> findings(long size) {
        BundleOutcome outcome = new BundleReader(bundle()).rebuild(size, root);
        return outcome instanceof BundleOutcome.Damaged damaged ? damaged.findings() : List.of();
    }

    private void onlyFinding(String file, Problem... problems) {
        assertThat(findings(SIZE)).as(file).singleElement().satisfies(finding -> {
            assertThat(finding.file()).isEqualTo(file);
            assertThat(finding.problem()).isIn((Object[]) problems);
            assertThat(finding.toString()).startsWith(file + " ");
        });
    }

    @Test
    void everyMutationOfATileOrBundleIsOneFinding() throws Exception {
        NavigableMap<String, byte[]> files = honest(SIZE);
        assertThat(findings(SIZE)).isEmpty();
        for (var file : files.entrySet()) {
            if (!file.getKey().startsWith("tile/")) {
                continue;
            }
            Path path = bundle().resolve(file.getKey());
            byte[] content = file.getValue();
            for (int i = 0; i < 25; i++) {
                byte[] flipped = content.clone();
                flipped[RANDOM.nextInt(flipped.length)] ^= (byte) (1 << RANDOM.nextInt(8));
                Files.write(path, flipped);
                onlyFinding(file.getKey(), Problem.CHANGED, Problem.TRUNCATED, Problem.EXTENDED);
            }
            for (int length : new int[] {0, 1, RANDOM.nextInt(content.length), content.length - 1}) {
                Files.write(path, Arrays.copyOf(content, length));
                onlyFinding(file.getKey(), Problem.TRUNCATED);
            }
            for (int more : new int[] {1, 32, 10_000, 5_000_000}) {
                Files.write(path, Arrays.copyOf(content, content.length + more));
                onlyFinding(file.getKey(), Problem.EXTENDED);
            }
            Files.delete(path);
            onlyFinding(file.getKey(), Problem.MISSING);
            Files.createDirectory(path);
            assertThat(findings(SIZE))
                    .isNotEmpty()
                    .allMatch(finding -> finding.file().equals(file.getKey()));
            Files.delete(path);
            Files.write(path, content);
        }
        assertThat(findings(SIZE)).isEmpty();
    }

    @Test
    void leftoversAndStrangersAreTold() throws Exception {
        honest(SIZE);
        for (String extra : List.of(
                "tile/0/003.p/69",
                "tile/0/003",
                "tile/0/004",
                "tile/2/000.p/1",
                "tile/entries/003.p/71",
                "tile/entries/00.tmp",
                "tile/entries/000.tmp.tmp",
                "tile/0/x",
                "checkpoint-history/9999",
                "checkpoint-history/007",
                "blobs/sha256/abc",
                "blobs/other",
                "notes.tmp",
                "notes.txt")) {
            Path path = bundle().resolve(extra);
            Files.createDirectories(path.getParent());
            Files.write(path, new byte[] {1});
            onlyFinding(extra, Problem.EXTRA);
            Files.delete(path);
        }
        Files.write(bundle().resolve("README"), new byte[0]);
        Files.write(bundle().resolve("trust-policy"), new byte[0]);
        assertThat(findings(SIZE)).isEmpty();
        Path link = Files.createSymbolicLink(bundle().resolve("tile/9"), bundle().resolve("tile/0"));
        onlyFinding("tile/9", Problem.EXTRA);
        Files.delete(link);
    }

    @Test
    void earlierNotesOfAnotherTreeAreTold() throws Exception {
        honest(SIZE);
        Path note = bundle().resolve("checkpoint-history/100");
        for (byte[] content :
                List.of(new byte[0], TestLog.note(100, root), TestLog.note(200, rootAt(200)), new byte[2_000_000])) {
            Files.write(note, content);
            assertThat(findings(SIZE))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.file()).startsWith("checkpoint-history"));
        }
    }

    private Hash rootAt(long size) {
        BundleOutcome outcome = new BundleReader(bundle()).rebuild(SIZE, root);
        return ((BundleOutcome.Rebuilt) outcome).tree().rootAt(size);
    }

    @Test
    void anotherSizeOrRootIsTold() throws Exception {
        honest(SIZE);
        for (long size : new long[] {0, 1, SIZE - 1, SIZE + 1, SIZE + 1000, 1L << 40, Long.MAX_VALUE}) {
            assertThat(findings(size)).isNotEmpty().hasSizeLessThanOrEqualTo(BundleReader.MOST_FINDINGS);
        }
        root = Hash.ofText("another");
        onlyFinding("checkpoint", Problem.CHANGED);
        assertThat(new BundleReader(bundle()).rebuild(SIZE)).isInstanceOf(BundleOutcome.Rebuilt.class);
        assertThat(new BundleReader(directory.resolve("none")).rebuild(SIZE)).isInstanceOf(BundleOutcome.Damaged.class);
        assertThatThrownBy(() -> new BundleReader(bundle()).rebuild(-1))
                .hasMessage("size must be at least 0, but was -1");
    }

    @Test
    void twoThreadsFindWhatOneFinds() throws Exception {
        int size = 256 * 40 + 9;
        NavigableMap<String, byte[]> files = honest(size);
        assertThat(findings(size)).isEmpty();
        for (String name : List.of("tile/entries/002", "tile/entries/039", "tile/0/030")) {
            byte[] changed = files.get(name).clone();
            changed[changed.length / 2] ^= 1;
            Files.write(bundle().resolve(name), changed);
        }
        Files.delete(bundle().resolve("tile/0/011"));
        Files.delete(bundle().resolve("tile/entries/011"));
        assertThat(findings(size))
                .extracting(BundleFinding::file)
                .containsExactly(
                        "tile/0/011", "tile/0/030", "tile/entries/002", "tile/entries/011", "tile/entries/039");
    }

    @Test
    void leavesAreReadInOrder() throws Exception {
        NavigableMap<String, byte[]> files = honest(SIZE);
        BundleReader reader = new BundleReader(bundle());
        for (int[] range : new int[][] {{0, SIZE}, {0, 0}, {255, 257}, {SIZE - 1, SIZE}, {300, 700}}) {
            int[] next = {range[0]};
            reader.forEachLeaf(SIZE, range[0], range[1], (index, leaf) -> {
                assertThat(index).isEqualTo(next[0]++);
                assertThat(leaf).isEqualTo(TestLog.leaf(index));
            });
            assertThat(next[0]).isEqualTo(range[1]);
        }
        assertThat(reader.checkpoint()).contains(files.get("checkpoint"));
        assertThat(reader.checkpointSizes()).startsWith(100L, 200L).endsWith((long) SIZE);
        Files.write(bundle().resolve("tile/entries/001"), new byte[7]);
        assertThatThrownBy(() -> reader.forEachLeaf(SIZE, 0, SIZE, (index, leaf) -> {}))
                .isInstanceOf(LogRefused.class)
                .hasMessageContaining("tile/entries/001: ");
        Files.delete(bundle().resolve("tile/entries/001"));
        assertThatThrownBy(() -> reader.forEachLeaf(SIZE, 0, SIZE, (index, leaf) -> {}))
                .isInstanceOf(LogRefused.class)
                .hasMessageEndingWith("it is not there");
    }

    @Test
    void readingWritesNothing() throws IOException, LogRefused {
        NavigableMap<String, byte[]> files = honest(SIZE);
        assertThat(findings(SIZE)).isEmpty();
        assertThat(TestLog.files(bundle()).keySet()).isEqualTo(files.keySet());
    }
}
