// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every storage of a log does. */
abstract class LogStorageContract {
    @TempDir
    Path directory;

    LogStorage log = new MemoryLog();

    abstract LogStorage open() throws LogRefused;

    /** Closes and opens again, where that keeps anything. */
    abstract LogStorage reopen(LogStorage open) throws LogRefused;

    @BeforeEach
    void openIt() throws LogRefused {
        log = open();
    }

    @AfterEach
    void closeIt() {
        log.close();
    }

    @Test
    void anEmptyLogHasTheEmptyRoot() {
        assertThat(log.size()).isZero();
        assertThat(log.root()).isEqualTo(Hash.EMPTY_ROOT).isEqualTo(log.rootAt(0));
        assertThat(log.newestCheckpoint()).isEmpty();
        log.publish();
        log.append(List.of());
        assertThat(log.consistency(0, 0)).isEmpty();
        assertThatThrownBy(() -> log.leaf(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> log.rootAt(1)).hasMessage("size must be 0 to 0, but was 1");
    }

    @Test
    void randomBatchesAndReopeningsAreOneTree() throws LogRefused {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<Hash> hashes = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            int count = random.nextInt(10) == 0 ? random.nextInt(600) : random.nextInt(12);
            List<byte[]> leaves = TestLog.leaves(hashes.size(), hashes.size() + count);
            Hash promised = log.rootAfter(leaves);
            leaves.forEach(leaf -> hashes.add(Hash.ofLeaf(leaf)));
            if (random.nextBoolean()) {
                log.append(leaves);
            } else {
                byte[] note = log.commit(leaves, TestLog::note);
                assertThat(log.newestCheckpoint()).contains(note);
            }
            assertThat(log.root()).isEqualTo(promised);
            if (random.nextInt(3) == 0) {
                log.publish();
            }
            if (random.nextInt(6) == 0) {
                log = reopen(log);
            }
            check(hashes, random);
        }
    }

    private void check(List<Hash> hashes, SplittableRandom random) {
        int size = hashes.size();
        assertThat(log.size()).isEqualTo(size);
        assertThat(log.root()).isEqualTo(TestLog.root(hashes));
        int part = random.nextInt(size + 1);
        assertThat(log.rootAt(part)).isEqualTo(TestLog.root(hashes.subList(0, part)));
        if (part > 0) {
            int index = random.nextInt(part);
            assertThat(log.leaf(index)).isEqualTo(TestLog.leaf(index));
            assertThat(log.leafHash(index)).isEqualTo(hashes.get(index));
            assertThat(log.inclusion(index, part)).isEqualTo(TestLog.path(index, hashes.subList(0, part)));
            assertThat(log.consistency(part, size)).isEqualTo(TestLog.subproof(part, hashes, true));
        }
        int from = random.nextInt(part + 1);
        List<Long> seen = new ArrayList<>();
        log.forEachLeaf(from, part, (index, leaf) -> {
            seen.add(index);
            assertThat(leaf).isEqualTo(TestLog.leaf(index));
        });
        assertThat(seen).hasSize(part - from);
        assertThat(seen.isEmpty() ? from : seen.get(0)).isEqualTo((long) from);
    }

    @Test
    void leavesAreCopied() {
        byte[] leaf = {1, 2, 3};
        log.append(List.of(leaf));
        leaf[0] = 9;
        log.leaf(0)[1] = 9;
        log.forEachLeaf(0, 1, (index, bytes) -> bytes[2] = 9);
        assertThat(log.leaf(0)).containsExactly(1, 2, 3);
    }

    @Test
    void aLeafThatIsTooLongIsRefusedWithItsBatch() {
        List<byte[]> batch = List.of(new byte[1], new byte[EntryBundle.LONGEST_LEAF + 1]);
        assertThatThrownBy(() -> log.append(batch)).hasMessage("leaf must be at most 16384 bytes, but was 16385");
        assertThat(log.size()).isZero();
        log.append(List.of(new byte[EntryBundle.LONGEST_LEAF]));
        assertThat(log.leaf(0)).hasSize(EntryBundle.LONGEST_LEAF);
    }

    @Test
    void aNoteOfAnotherTreeIsRefused() {
        log.append(TestLog.leaves(0, 5));
        Hash root = log.rootAt(4);
        assertThatThrownBy(() -> log.checkpoint(TestLog.note(4, root), 5, root))
                .hasMessageStartingWith("root must be " + log.root().hex());
        assertThatThrownBy(() -> log.checkpoint(TestLog.note(5, root), 4, root))
                .hasMessageStartingWith("note must name size 4 and root " + root.hex());
        assertThatThrownBy(() -> log.checkpoint(TestLog.note(6, root), 6, root))
                .hasMessage("size must be 0 (published) to 5, but was 6");
        assertThatThrownBy(() -> log.checkpoint("nothing".getBytes(StandardCharsets.UTF_8), 4, root))
                .hasMessageEndingWith("but was no checkpoint");
        assertThatThrownBy(() -> log.commit(TestLog.leaves(5, 6), (size, of) -> TestLog.note(size - 1, of)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> log.commit(TestLog.leaves(5, 6), (size, of) -> {
                    throw new IllegalStateException("the key is locked");
                }))
                .hasMessage("the key is locked");
        assertThat(log.size()).isEqualTo(5);
        assertThat(log.newestCheckpoint()).isEmpty();
    }

    @Test
    void aNoteWithMoreSignaturesTakesThePlaceOfTheFirst() throws LogRefused {
        log.commit(TestLog.leaves(0, 3), TestLog::note);
        byte[] newer = log.commit(TestLog.leaves(3, 5), TestLog::note);
        byte[] cosigned = more(TestLog.note(3, log.rootAt(3)));
        log.checkpoint(cosigned, 3, log.rootAt(3));
        assertThat(log.newestCheckpoint()).contains(newer);
        assertThat(log.checkpointAt(3)).contains(cosigned);
        log.publish(3);
        log = reopen(log);
        assertThat(log.checkpointAt(3)).contains(cosigned);
        assertThat(log.checkpointAt(5)).contains(newer);
        log.publish();
        assertThatThrownBy(() -> log.publish(3))
                .hasMessageStartingWith("size must be that of a checkpoint given since");
        assertThatThrownBy(() -> log.checkpoint(cosigned, 3, log.rootAt(3)))
                .hasMessage("size must be 5 (published) to 5, but was 3");
        byte[] last = more(newer);
        log.checkpoint(last, 5, log.root());
        assertThat(log.newestCheckpoint()).contains(last);
        log.publish();
        log = reopen(log);
        assertThat(log.newestCheckpoint()).contains(last);
        assertThat(log.checkpointAt(3)).contains(cosigned);
        assertThat(log.checkpointAt(4)).isEmpty();
    }

    private static byte[] more(byte[] note) {
        return (new String(note, StandardCharsets.UTF_8) + "\u2014 witness more\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void blobsHaveTheNameOfTheirContent() throws IOException, LogRefused {
        byte[] content = "masked".getBytes(StandardCharsets.UTF_8);
        Hash name = Hash.ofContent(content);
        Path file = Files.write(directory.resolve("other"), new byte[100_000]);
        Hash ofFile = Hash.ofContent(new byte[100_000]);
        assertThat(log.blob(name)).isEmpty();
        assertThatThrownBy(() -> log.putBlob(ofFile, content)).hasMessageStartingWith("name must be the SHA-256");
        assertThatThrownBy(() -> log.putBlob(name, file)).hasMessageStartingWith("name must be the SHA-256");
        assertThatThrownBy(() -> log.putBlob(name, directory.resolve("none"))).isInstanceOf(LogStorageFailure.class);
        for (int again = 0; again < 2; again++) {
            log.putBlob(name, content);
            log.putBlob(ofFile, file);
        }
        Files.delete(file);
        assertThat(log.blob(name)).contains(content);
        assertThat(log.blob(ofFile)).contains(new byte[100_000]);
        assertThat(log.hasBlob(name)).isTrue();
        assertThat(log.deleteBlob(name)).isTrue();
        assertThat(log.deleteBlob(name)).isFalse();
        assertThat(log.hasBlob(name)).isFalse();
    }

    @Test
    void aClosedLogTakesNothing() {
        log.close();
        assertThatThrownBy(() -> log.append(TestLog.leaves(0, 1)))
                .isInstanceOf(LogStorageFailure.class)
                .hasMessageEndingWith("is closed");
    }
}
