// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;

class DirectoryLogTest extends LogStorageContract {
    private Path root() {
        return directory.resolve("log");
    }

    @Override
    LogStorage open() throws LogRefused {
        return DirectoryLog.open(root());
    }

    @Override
    LogStorage reopen(LogStorage open) throws LogRefused {
        open.close();
        return open();
    }

    private void refused(String sentence) {
        NavigableMap<String, byte[]> before = TestLog.files(root());
        assertThatThrownBy(this::open).isInstanceOf(LogRefused.class).hasMessageContaining(sentence);
        assertThat(TestLog.files(root()).keySet()).isEqualTo(before.keySet());
    }

    @Test
    void aSecondWriterIsRefused() {
        refused("must be open in one process only, but another one has it open");
    }

    @Test
    void onlyTheFilesOfTheSizeStay() throws IOException {
        for (int size = 1; size <= 300; size++) {
            log.commit(TestLog.leaves(size - 1, size), TestLog::note);
            if (size % 7 == 0 || size > 250) {
                log.publish();
                assertThat(new BundleReader(root()).rebuild(size, log.root()))
                        .isInstanceOf(BundleOutcome.Rebuilt.class);
            }
        }
        try (var tiles = Files.walk(root().resolve("tile"))) {
            assertThat(tiles.map(path -> root().relativize(path).toString()))
                    .containsExactlyInAnyOrder(
                            "tile",
                            "tile/0",
                            "tile/0/000",
                            "tile/0/001.p",
                            "tile/0/001.p/44",
                            "tile/1",
                            "tile/1/000.p",
                            "tile/1/000.p/1",
                            "tile/entries",
                            "tile/entries/000",
                            "tile/entries/001.p",
                            "tile/entries/001.p/44");
        }
    }

    @Test
    void aChangedTileOrBundleRefusesToStart() throws IOException {
        log.commit(TestLog.leaves(0, 300), TestLog::note);
        log.close();
        for (String name : List.of("tile/entries/000", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1")) {
            Path file = root().resolve(name);
            byte[] content = Files.readAllBytes(file);
            byte[] changed = content.clone();
            changed[changed.length - 1] ^= 1;
            Files.write(file, changed);
            refused("is damaged: " + name + " is ");
            Files.delete(file);
            refused("is damaged: " + name + " is missing");
            Files.write(file, content);
        }
        Files.write(root().resolve("checkpoint"), TestLog.note(300, Hash.ofText("another")));
        refused("is damaged: checkpoint names root");
        Files.write(root().resolve("checkpoint"), new byte[3]);
        refused("must be a checkpoint, but is none");
        Files.delete(root().resolve("checkpoint"));
        refused("the newest checkpoint or the journal is lost");
    }

    @Test
    void strangersAmongTheTilesRefuseToStart() throws IOException {
        log.commit(TestLog.leaves(0, 3), TestLog::note);
        log.close();
        Path stranger = Files.createFile(root().resolve("tile/0/note.txt"));
        refused("must hold files of the log only, but has " + stranger);
        Files.delete(stranger);
        stranger = Files.createFile(root().resolve("checkpoint-history/007"));
        refused("must hold files of the log only, but has " + stranger);
        Files.delete(stranger);
        Files.createFile(root().resolve("journal/x"));
        refused("must hold journal files only, but has x");
    }

    @Test
    void manyWaitingLeavesArePublishedOnTheirOwn() {
        byte[] leaf = new byte[EntryBundle.LONGEST_LEAF];
        for (int i = 0; i < 5; i++) {
            log.commit(Collections.nCopies(256, leaf), TestLog::note);
        }
        assertThat(root().resolve("tile/entries/004")).exists();
        assertThat(TestLog.files(root().resolve("journal")).values())
                .singleElement()
                .satisfies(content -> assertThat(content).isEmpty());
        assertThat(log.leaf(1279)).isEqualTo(leaf);
    }

    @Test
    void aChangedBlobIsNotHandedOut() throws IOException {
        byte[] content = {1, 2, 3};
        Hash name = Hash.ofContent(content);
        log.putBlob(name, content);
        Path file = root().resolve("blobs/sha256/" + name.hex());
        Files.write(file, new byte[] {1, 2, 4});
        assertThatThrownBy(() -> log.blob(name))
                .isInstanceOf(LogStorageFailure.class)
                .hasMessageContaining("must have the SHA-256 of its name");
        assertThatThrownBy(() -> new BundleReader(root()).blob(name)).isInstanceOf(LogRefused.class);
    }
}
