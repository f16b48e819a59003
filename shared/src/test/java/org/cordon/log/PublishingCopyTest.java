// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a writer leaves when it stops, or is copied, while it publishes is no damage; anything more is. */
class PublishingCopyTest {
    private static final int[] SIZES = {300, 500, 2 * 256, 1000};

    @TempDir
    Path directory;

    private NavigableMap<String, byte[]> at(int... sizes) throws LogRefused {
        Path log = directory.resolve("log-" + sizes.length + "-" + sizes[sizes.length - 1]);
        try (DirectoryLog written = DirectoryLog.open(log)) {
            int from = 0;
            for (int size : sizes) {
                written.commit(TestLog.leaves(from, size), TestLog::note);
                written.publish();
                from = size;
            }
        }
        NavigableMap<String, byte[]> files = TestLog.files(log);
        files.keySet().removeIf(name -> name.startsWith("journal"));
        return files;
    }

    private static NavigableMap<String, byte[]> with(
            NavigableMap<String, byte[]> files, NavigableMap<String, byte[]> others, Predicate<String> which) {
        NavigableMap<String, byte[]> all = new TreeMap<>(others);
        all.keySet().removeIf(name -> !which.test(name));
        all.putAll(files);
        return all;
    }

    private List<BundleFinding> findings(NavigableMap<String, byte[]> files, int size) throws Exception {
        Path bundle = directory.resolve("bundle");
        TestLog.write(bundle, files);
        Hash root =
                TestLog.root(TestLog.leaves(0, size).stream().map(Hash::ofLeaf).toList());
        BundleOutcome outcome = new BundleReader(bundle).rebuild(size, root);
        return outcome instanceof BundleOutcome.Damaged damaged ? damaged.findings() : List.of();
    }

    private static boolean isTile(String name) {
        return name.startsWith("tile/");
    }

    @Test
    void tilesOfTheNextCheckpointAndOfTheOneBeforeMayBeThere() throws Exception {
        for (int i = 1; i < SIZES.length; i++) {
            NavigableMap<String, byte[]> before = at(SIZES[i - 1]);
            NavigableMap<String, byte[]> after = at(SIZES[i - 1], SIZES[i]);
            NavigableMap<String, byte[]> some = with(before, after, name -> name.startsWith("tile/entries"));
            NavigableMap<String, byte[]> tiles = with(before, after, PublishingCopyTest::isTile);
            NavigableMap<String, byte[]> noted =
                    with(before, after, name -> isTile(name) || name.startsWith("checkpoint-history/"));
            for (var copy : List.of(before, some, tiles, noted)) {
                assertThat(findings(copy, SIZES[i - 1])).isEmpty();
            }
            assertThat(findings(with(after, before, PublishingCopyTest::isTile), SIZES[i]))
                    .isEmpty();
            tiles.put("tile/entries/" + (SIZES[i] > 512 ? "003.tmp" : "001.p/9.tmp"), new byte[] {1});
            tiles.put("checkpoint.tmp", new byte[0]);
            tiles.put("blobs/sha256/" + "0".repeat(64) + ".tmp", new byte[0]);
            assertThat(findings(tiles, SIZES[i - 1])).isEmpty();
        }
    }

    @Test
    void tilesOfTwoLaterSizesAreNotOneWritersWork() throws Exception {
        NavigableMap<String, byte[]> two = with(at(300), at(300, 400), PublishingCopyTest::isTile);
        assertThat(findings(with(two, at(300, 500), PublishingCopyTest::isTile), 300))
                .extracting(BundleFinding::file)
                .containsExactly(
                        "tile/0/001.p/144", "tile/0/001.p/244", "tile/entries/001.p/144", "tile/entries/001.p/244");
    }

    @Test
    void whatDiffersFromTheLogIsTold() throws Exception {
        NavigableMap<String, byte[]> copy = with(at(300), at(300, 500), PublishingCopyTest::isTile);
        for (String name : List.of("tile/0/001.p/244", "tile/entries/001.p/244")) {
            NavigableMap<String, byte[]> changed = new TreeMap<>(copy);
            byte[] content = changed.get(name).clone();
            content[3] ^= 1;
            changed.put(name, content);
            assertThat(findings(changed, 300)).singleElement().satisfies(finding -> {
                assertThat(finding.file()).isEqualTo(name);
                assertThat(finding.problem()).isEqualTo(BundleFinding.Problem.EXTRA);
            });
        }
    }

    @Test
    void aLaterNoteNeedsItsTiles() throws Exception {
        NavigableMap<String, byte[]> copy = with(at(300), at(300, 500), name -> name.startsWith("checkpoint-history/"));
        assertThat(findings(copy, 300)).extracting(BundleFinding::file).containsExactly("checkpoint-history/500");
    }

    /** A directory that claims to hold tiles of impossible sizes is told, not reckoned with. */
    @Test
    void sizesThatNoLogHasAreTold() throws Exception {
        NavigableMap<String, byte[]> copy = at(300);
        String far = TilePath.hashes(7, (1L << 55) - 1, 255).toString();
        copy.put(far, new byte[255 * Hash.BYTES]);
        assertThat(findings(copy, 300)).extracting(BundleFinding::file).containsExactly(far);
    }
}
