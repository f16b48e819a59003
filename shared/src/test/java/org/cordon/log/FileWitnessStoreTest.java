// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWitnessStoreTest {
    private static final Checkpoint EMPTY = Checkpoint.empty("log.example");
    private static final Checkpoint ONE = new Checkpoint("log.example", 1, Hash.ofText("one"));
    private static final Checkpoint TWO = new Checkpoint("log.example", 2, Hash.ofText("two"));

    @TempDir
    private Path directory;

    @Test
    void onlyTheExpectedCheckpointIsReplaced() throws IOException {
        try (FileWitnessStore store = FileWitnessStore.open(directory)) {
            assertThat(store.latest("log.example")).isEqualTo(EMPTY);
            assertThat(store.replace(ONE, TWO)).isFalse();
            assertThat(store.replace(EMPTY, ONE)).isTrue();
            assertThat(store.replace(EMPTY, TWO)).isFalse();
            assertThat(store.replace(ONE, ONE)).isTrue();
            assertThat(store.latest("log.example")).isEqualTo(ONE);
            assertThat(store.latest("other.example")).isEqualTo(Checkpoint.empty("other.example"));
        }
    }

    @Test
    void checkpointsOutliveTheProcess() throws IOException {
        Path below = directory.resolve("a/b");
        try (FileWitnessStore store = FileWitnessStore.open(below)) {
            store.replace(EMPTY, TWO);
        }
        try (FileWitnessStore store = FileWitnessStore.open(below)) {
            assertThat(store.latest("log.example")).isEqualTo(TWO);
        }
        try (Stream<Path> files = Files.list(below)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .isEqualTo(List.of(Hash.ofText("log.example").hex() + ".checkpoint", "lock"));
        }
    }

    @Test
    void aSecondOpenerIsRefused() throws IOException {
        try (FileWitnessStore store = FileWitnessStore.open(directory)) {
            assertThatThrownBy(() -> FileWitnessStore.open(directory))
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith("must be open once, but is open already");
            assertThat(store.replace(EMPTY, ONE)).isTrue();
        }
        FileWitnessStore closed = FileWitnessStore.open(directory);
        closed.close();
        assertThatThrownBy(() -> closed.replace(ONE, TWO)).isInstanceOf(IOException.class);
    }

    /** A half-written file beside is what a crash leaves; the name holds the old checkpoint or the new one. */
    @Test
    void whatACrashLeftBesideIsNotRead() throws IOException {
        try (FileWitnessStore store = FileWitnessStore.open(directory)) {
            store.replace(EMPTY, ONE);
            Files.writeString(directory.resolve(Hash.ofText("log.example").hex() + ".checkpoint.tmp"), "log.ex");
            assertThat(store.latest("log.example")).isEqualTo(ONE);
            assertThat(store.replace(ONE, TWO)).isTrue();
            assertThat(store.latest("log.example")).isEqualTo(TWO);
        }
    }

    @Test
    void aBrokenFileIsAnErrorAndNotALogNeverSeen() throws IOException {
        Path file = directory.resolve(Hash.ofText("log.example").hex() + ".checkpoint");
        try (FileWitnessStore store = FileWitnessStore.open(directory)) {
            for (String broken : List.of(
                    "", "log.example\n1\n", Checkpoint.empty("other.example").text())) {
                Files.writeString(file, broken);
                assertThatThrownBy(() -> store.latest("log.example")).isInstanceOf(IOException.class);
                assertThatThrownBy(() -> store.replace(EMPTY, TWO)).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void originsAreNotMixed() throws IOException {
        try (FileWitnessStore store = FileWitnessStore.open(directory)) {
            Checkpoint other = Checkpoint.empty("../other.example");
            assertThatThrownBy(() -> store.replace(EMPTY, other)).isInstanceOf(IllegalArgumentException.class);
            assertThat(store.replace(other, other)).isTrue();
            assertThat(store.latest("../other.example")).isEqualTo(other);
        }
    }
}
