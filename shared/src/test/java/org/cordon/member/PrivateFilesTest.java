// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cordon.member.KeyFileRefused.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateFilesTest {
    private static final byte[] CONTENT = {1, 2, 3};

    @TempDir
    private Path temp;

    @Test
    void filesAndDirectoriesAreTheirOwnersAlone() throws IOException {
        Path directory = temp.resolve("node");
        PrivateFiles.createDirectory(directory);
        Path file = directory.resolve("a.key");
        PrivateFiles.write(file, CONTENT);
        assertThat(mode(directory)).isEqualTo("rwx------");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(PrivateFiles.readSecret(file, 3)).isEqualTo(CONTENT);
        assertThat(directory).isDirectoryNotContaining(path -> path.toString().endsWith(".new"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rwx--x---", "rwx-----x", "rw-rw-rw-"})
    void aFileThatOthersCanUseIsRefusedWithTheMend(String mode) throws IOException {
        Path file = temp.resolve("a.key");
        PrivateFiles.write(file, CONTENT);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        assertThatThrownBy(() -> PrivateFiles.readSecret(file, 3))
                .hasMessage(file + " must be its owner's alone, but its mode was " + mode + "; run: chmod 600 " + file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatCode(() -> PrivateFiles.readSecret(file, 3)).doesNotThrowAnyException();
    }

    @Test
    void aFileReadOnlyForItsOwnerIsFine() throws IOException {
        Path file = temp.resolve("a.key");
        PrivateFiles.write(file, CONTENT);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertThat(PrivateFiles.readSecret(file, 3)).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx----w-"})
    void aDirectoryThatOthersCanWriteIsRefusedWithTheMend(String mode) throws IOException {
        Path directory = temp.resolve("node");
        PrivateFiles.createDirectory(directory);
        Path file = directory.resolve("a.key");
        PrivateFiles.write(file, CONTENT);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
        refused(
                () -> PrivateFiles.readSecret(file, 3),
                Reason.OPEN_TO_OTHERS,
                directory + " must be its owner's alone, but its mode was " + mode + "; run: chmod 700 " + directory);
    }

    @Test
    void aLinkCountsByItsTarget() throws IOException {
        Path file = temp.resolve("a.key");
        PrivateFiles.write(file, CONTENT);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Path link = Files.createSymbolicLink(temp.resolve("link.key"), file);
        refused(() -> PrivateFiles.readSecret(link, 3), Reason.OPEN_TO_OTHERS, "rw-r--r--");
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path file = temp.resolve("a.key");
        PrivateFiles.write(file, CONTENT);
        refused(() -> PrivateFiles.write(file, new byte[1]), Reason.EXISTS, " exists already and is not overwritten");
        refused(() -> PrivateFiles.createDirectory(temp), Reason.EXISTS, " exists already and is not overwritten");
        assertThat(file).hasBinaryContent(CONTENT);
    }

    @Test
    void aMissingFileIsNamed() {
        refused(
                () -> PrivateFiles.readSecret(temp.resolve("none.key"), 3),
                Reason.MISSING,
                temp.resolve("none.key") + " does not exist;");
        refused(() -> PrivateFiles.readPublic(temp.resolve("none.pem"), 3), Reason.MISSING, " does not exist;");
    }

    @Test
    void aFileBeyondItsBoundIsNotRead() throws IOException {
        Path file = temp.resolve("a.key");
        PrivateFiles.write(file, new byte[4]);
        refused(() -> PrivateFiles.readSecret(file, 3), Reason.ALTERED, " must be at most 3 bytes, but was longer");
    }

    /** A file left by a crash before the rename does not stand in the way. */
    @Test
    void anUnfinishedFileIsReplaced() throws IOException {
        Path file = temp.resolve("a.key");
        Files.write(temp.resolve("a.key.new"), new byte[] {9});
        PrivateFiles.write(file, CONTENT);
        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(mode(file)).isEqualTo("rw-------");
    }

    /** The JDK's zip file system has no POSIX permissions. */
    @Test
    void aFileSystemWithoutPermissionsIsRefused() throws IOException {
        Path archive = temp.resolve("archive.zip");
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path file = zip.getPath("/a.key");
            String message = " lies on a file system without POSIX permissions";
            refused(() -> PrivateFiles.write(file, CONTENT), Reason.NO_POSIX_PERMISSIONS, message);
            refused(() -> PrivateFiles.createDirectory(zip.getPath("/d")), Reason.NO_POSIX_PERMISSIONS, message);
            Files.write(file, CONTENT);
            refused(() -> PrivateFiles.readSecret(file, 3), Reason.NO_POSIX_PERMISSIONS, message);
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void refused(ThrowingCallable call, Reason reason, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KeyFileRefused.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
    }
}
