// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a directory can look like after a crash at any moment is opened, and nothing that was durable is gone. */
class LogCrashTest {
    private static final String SEGMENT = "journal/0000000000000001";

    @TempDir
    Path directory;

    private Path root() {
        return directory.resolve("log");
    }

    /** Opens what a crash left, checks it, goes on with it and has it read. */
    private long recover(NavigableMap<String, byte[]> files, long durable) throws Exception {
        recovered(files, durable);
        long size;
        Hash root;
        try (DirectoryLog log = DirectoryLog.open(root())) {
            size = log.size();
            log.commit(TestLog.leaves(size, size + 3), TestLog::note);
            root = log.root();
        }
        assertThat(new BundleReader(root()).rebuild(size + 3, root)).isInstanceOf(BundleOutcome.Rebuilt.class);
        return size;
    }

    /** Opens what a crash left, and checks it. */
    private long recovered(NavigableMap<String, byte[]> files, long durable) throws Exception {
        TestLog.write(root(), files);
        long recovered;
        try (DirectoryLog log = DirectoryLog.open(root())) {
            recovered = log.size();
            assertThat(recovered).isGreaterThanOrEqualTo(durable);
            List<Hash> hashes = new ArrayList<>();
            log.forEachLeaf(0, recovered, (index, leaf) -> {
                assertThat(leaf).isEqualTo(TestLog.leaf(index));
                hashes.add(Hash.ofLeaf(leaf));
            });
            assertThat(log.root()).isEqualTo(TestLog.root(hashes));
            if (durable > 0) {
                long named = CheckpointHead.read(log.newestCheckpoint().orElseThrow())
                        .orElseThrow()
                        .size();
                assertThat(named).isBetween(durable, recovered);
            }
        }
        return recovered;
    }

    @Test
    void aJournalCutAtAnyByteKeepsEveryWholeWrite() throws Exception {
        TreeMap<Integer, Long> durable = new TreeMap<>();
        NavigableMap<String, byte[]> files;
        try (DirectoryLog log = DirectoryLog.open(root())) {
            durable.put(0, 0L);
            for (int write = 0; write < 6; write++) {
                long from = log.size();
                log.commit(TestLog.leaves(from, from + write % 3), TestLog::note);
                durable.put(Math.toIntExact(Files.size(root().resolve(SEGMENT))), log.size());
            }
            files = TestLog.files(root());
        }
        byte[] journal = files.get(SEGMENT);
        for (int length = 0; length <= journal.length; length++) {
            files.put(SEGMENT, Arrays.copyOf(journal, length));
            long whole = durable.floorEntry(length).getValue();
            long size = length % 50 == 0 ? recover(files, whole) : recovered(files, whole);
            assertThat(size).isEqualTo(whole);
        }
    }

    /** What a disk wrote of the last record is anything: zeros, or pages in another order. */
    @Test
    void aTornRecordIsCutWhateverItHolds() throws Exception {
        NavigableMap<String, byte[]> files;
        int end;
        try (DirectoryLog log = DirectoryLog.open(root())) {
            log.commit(TestLog.leaves(0, 4), TestLog::note);
            end = Math.toIntExact(Files.size(root().resolve(SEGMENT)));
            log.commit(TestLog.leaves(4, 6), TestLog::note);
            files = TestLog.files(root());
        }
        byte[] journal = files.get(SEGMENT);
        for (int at = end; at < journal.length; at++) {
            byte[] torn = journal.clone();
            torn[at] ^= 0x55;
            files.put(SEGMENT, torn);
            assertThat(recovered(files, 4)).isEqualTo(4);
            byte[] zeros = journal.clone();
            Arrays.fill(zeros, at, zeros.length, (byte) 0);
            if (!Arrays.equals(zeros, journal)) {
                files.put(SEGMENT, zeros);
                assertThat(recovered(files, 4)).isEqualTo(4);
            }
        }
    }

    @Test
    void damageBeforeAWholeRecordRefusesToStart() throws Exception {
        NavigableMap<String, byte[]> files;
        int end;
        try (DirectoryLog log = DirectoryLog.open(root())) {
            log.commit(TestLog.leaves(0, 4), TestLog::note);
            end = Math.toIntExact(Files.size(root().resolve(SEGMENT)));
            log.commit(TestLog.leaves(4, 6), TestLog::note);
            files = TestLog.files(root());
        }
        byte[] journal = files.get(SEGMENT);
        for (int at = 0; at < end; at++) {
            byte[] damaged = journal.clone();
            damaged[at] ^= 1;
            files.put(SEGMENT, damaged);
            TestLog.write(root(), files);
            assertThatThrownBy(() -> DirectoryLog.open(root()))
                    .isInstanceOf(LogRefused.class)
                    .hasMessageContaining("is damaged at byte 0: whole records follow at byte " + end);
            assertThat(TestLog.files(root())).containsEntry(SEGMENT, damaged);
        }
    }

    /** Every order in which the names of one publication may reach the disk. */
    @Test
    void aPublicationCutAnywhereIsRepaired() throws Exception {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (long[] sizes : new long[][] {{0, 3}, {250, 256}, {256, 257}, {200, 300}, {500, 800}}) {
            TestLog.write(root(), new TreeMap<>());
            NavigableMap<String, byte[]> before;
            NavigableMap<String, byte[]> after;
            try (DirectoryLog log = DirectoryLog.open(root())) {
                log.commit(TestLog.leaves(0, sizes[0]), TestLog::note);
                log.publish();
                log.commit(TestLog.leaves(sizes[0], sizes[1]), TestLog::note);
                before = TestLog.files(root());
                log.publish();
                after = TestLog.files(root());
            }
            publicationCuts(before, after, sizes[1], random);
        }
    }

    private void publicationCuts(
            NavigableMap<String, byte[]> before,
            NavigableMap<String, byte[]> after,
            long durable,
            SplittableRandom random)
            throws Exception {
        List<String> tiles = names(after, before);
        tiles.removeIf(name -> !name.startsWith("tile/"));
        List<String> outdated = names(before, after);
        assertThat(outdated).allMatch(name -> name.startsWith("tile/"));
        for (int cut = 0; cut < 16; cut++) {
            NavigableMap<String, byte[]> files = new TreeMap<>(before);
            int stage = cut % 4;
            for (String tile : tiles) {
                if (stage > 0 || random.nextBoolean()) {
                    files.put(tile, after.get(tile));
                } else if (random.nextBoolean()) {
                    byte[] whole = after.get(tile);
                    files.put(tile + LogFiles.TEMPORARY, Arrays.copyOf(whole, random.nextInt(whole.length + 1)));
                }
            }
            String note = "checkpoint-history/" + durable;
            if (stage > 1 || (stage == 1 && random.nextBoolean())) {
                files.put(note, after.get(note));
            }
            if (stage > 2) {
                files.put("checkpoint", after.get("checkpoint"));
                outdated.stream().filter(old -> random.nextBoolean()).forEach(files::remove);
            } else if (random.nextBoolean()) {
                files.put("checkpoint" + LogFiles.TEMPORARY, new byte[random.nextInt(9)]);
            }
            assertThat(recover(files, durable)).isEqualTo(durable);
        }
    }

    private static List<String> names(NavigableMap<String, byte[]> of, NavigableMap<String, byte[]> without) {
        List<String> names = new ArrayList<>(of.keySet());
        names.removeAll(without.keySet());
        return names;
    }

    @Test
    void aJournalBegunAnewIsOneOfTheTwo() throws Exception {
        NavigableMap<String, byte[]> old;
        NavigableMap<String, byte[]> fresh;
        try (DirectoryLog log = DirectoryLog.open(root())) {
            for (int i = 0; i < 3; i++) {
                log.commit(TestLog.leaves(log.size(), log.size() + 100), TestLog::note);
            }
            log.append(TestLog.leaves(300, 310));
            old = TestLog.files(root());
            log.publish();
        }
        fresh = TestLog.files(root());
        NavigableMap<String, byte[]> published = new TreeMap<>(fresh);
        published.put(SEGMENT, old.get(SEGMENT));
        assertThat(recover(published, 300)).isEqualTo(310);
        published.put("journal/0000000000000002.tmp", new byte[9]);
        assertThat(recover(published, 300)).isEqualTo(310);
    }

    @Test
    void tilesBeyondALostJournalRefuseToStart() throws IOException, LogRefused {
        NavigableMap<String, byte[]> files;
        try (DirectoryLog log = DirectoryLog.open(root())) {
            log.commit(TestLog.leaves(0, 30), TestLog::note);
            log.publish();
            files = TestLog.files(root());
            log.commit(TestLog.leaves(30, 40), TestLog::note);
        }
        NavigableMap<String, byte[]> later = TestLog.files(root());
        later.put("checkpoint", files.get("checkpoint"));
        later.put("tile/0/000.p/30", files.get("tile/0/000.p/30"));
        later.put("tile/entries/000.p/30", files.get("tile/entries/000.p/30"));
        TestLog.write(root(), later);
        assertThatThrownBy(() -> DirectoryLog.open(root()))
                .isInstanceOf(LogRefused.class)
                .hasMessageContaining("the log ends at leaf 30, but ")
                .hasMessageContaining("is of 40 leaves");
    }
}
