// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
    private static final Digest ONE = Digest.of(new byte[Digest.BYTES]);

    @TempDir
    Path directory;

    @Test
    void aFileIsReplacedWhole() throws IOException {
        Path file = directory.resolve("file");
        DurableFiles.replace(file, ByteBuffer.wrap(new byte[100]));
        DurableFiles.replace(file, ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1));
        assertThat(Files.readAllBytes(file)).containsExactly(2, 3);
        assertThat(DurableFiles.list(directory)).containsExactly(file);
    }

    @Test
    void whatACrashLeftBesideIsRemovedAndNothingElse() throws IOException {
        Path whole = Files.createFile(directory.resolve("y"));
        Files.createFile(directory.resolve("y.tmp"));
        DurableFiles.removeLeftovers(directory);
        assertThat(DurableFiles.list(directory)).containsExactly(whole);
        assertThat(DurableFiles.list(directory.resolve("none"))).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aDirectoryThatOthersCouldReadIsClosedToThem() throws IOException {
        Path root = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (StoreDirectory own = StoreDirectory.open(root)) {
            assertThat(Files.getPosixFilePermissions(own.directory("below"))).hasSize(3);
            assertThat(Files.getPosixFilePermissions(root)).hasSize(3);
        }
        StoreDirectory.open(root).close();
    }

    @Test
    void aLeftoverStateIsNotAState() throws IOException {
        StateFiles states = new StateFiles(directory, 2);
        states.save(ONE, ONE, Bytes.of(new byte[] {1}));
        Files.createFile(directory.resolve(ONE.hex()).resolve("0000000000000002-" + ONE.hex() + ".tmp"));
        assertThat(new StateFiles(directory, 2).load(ONE, ONE)).contains(Bytes.of(new byte[] {1}));
        assertThat(DurableFiles.list(directory.resolve(ONE.hex()))).hasSize(1);
        assertThatThrownBy(() -> new StateFiles(directory, 0)).hasMessage("kept must be at least 1, but was 0");
    }
}
