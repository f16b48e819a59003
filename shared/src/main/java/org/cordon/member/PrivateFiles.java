// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.cordon.member.KeyFileRefused.Reason;

/**
 * Files and directories that only their owner can use.
 *
 * <p><b>Guarantees.</b> Files come into being with mode 0600 and directories with 0700, whatever the umask; a file appears
 * whole, on disk, or not at all; what group or others can access is not read.
 *
 * <p><b>Does not check</b> access control lists beside the mode. A file system without POSIX permissions is refused: keep
 * keys on one that has them.
 */
final class PrivateFiles {
    private static final Set<PosixFilePermission> OF_OTHERS =
            EnumSet.range(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_EXECUTE);
    private static final Set<PosixFilePermission> WRITE_OF_OTHERS =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private PrivateFiles() {}

    /** Makes a directory with mode 0700; its parent must exist, the directory must not. */
    static void createDirectory(Path directory) throws IOException {
        requirePosix(directory);
        try {
            Files.createDirectory(directory, mode("rwx------"));
        } catch (FileAlreadyExistsException e) {
            throw new KeyFileRefused(
                    Reason.EXISTS, directory, "exists already and is not overwritten; choose another directory");
        }
    }

    /** Writes a new file with mode 0600, synced together with its directory entry. */
    static void write(Path file, byte[] content) throws IOException {
        requirePosix(file);
        if (Files.exists(file)) {
            throw new KeyFileRefused(Reason.EXISTS, file, "exists already and is not overwritten; move it away first");
        }
        replace(file, content);
    }

    /** As {@link #write}, but all or nothing in the place of what is there. */
    static void replace(Path file, byte[] content) throws IOException {
        requirePosix(file);
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        try (FileChannel channel = FileChannel.open(
                draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode("rw-------"))) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(directoryOf(file), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** Makes the directories of these files durable, as after a renaming. */
    static void syncNames(Path... files) throws IOException {
        for (Path file : files) {
            try (FileChannel directory = FileChannel.open(directoryOf(file), StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    /** Reads a secret file, after checking who else could read or replace it. */
    static byte[] readSecret(Path file, int maxBytes) throws IOException {
        requirePosix(file);
        requireClosedToOthers(file, OF_OTHERS, "chmod 600 " + file);
        Path directory = directoryOf(file);
        requireClosedToOthers(directory, WRITE_OF_OTHERS, "chmod 700 " + directory + " (or use one of the node's own)");
        return readPublic(file, maxBytes);
    }

    /** Reads a file that anybody may see. */
    static byte[] readPublic(Path file, int maxBytes) throws IOException {
        try (var input = Files.newInputStream(file)) {
            byte[] content = input.readNBytes(maxBytes + 1);
            if (content.length > maxBytes) {
                throw new KeyFileRefused(
                        Reason.ALTERED, file, "must be at most " + maxBytes + " bytes, but was longer; restore it");
            }
            return content;
        } catch (NoSuchFileException e) {
            throw missing(file);
        }
    }

    private static void requireClosedToOthers(Path path, Set<PosixFilePermission> forbidden, String mend)
            throws IOException {
        Set<PosixFilePermission> permissions;
        try {
            permissions = Files.getPosixFilePermissions(path);
        } catch (NoSuchFileException e) {
            throw missing(path);
        }
        if (permissions.stream().anyMatch(forbidden::contains)) {
            throw new KeyFileRefused(
                    Reason.OPEN_TO_OTHERS,
                    path,
                    "must be its owner's alone, but its mode was " + PosixFilePermissions.toString(permissions)
                            + "; run: " + mend);
        }
    }

    private static void requirePosix(Path path) throws IOException {
        if (Files.getFileAttributeView(path, PosixFileAttributeView.class) == null) {
            throw new KeyFileRefused(
                    Reason.NO_POSIX_PERMISSIONS,
                    path,
                    "lies on a file system without POSIX permissions, where private keys cannot be kept from others;"
                            + " use a file system that has them");
        }
    }

    private static KeyFileRefused missing(Path file) {
        return new KeyFileRefused(
                Reason.MISSING, file, "does not exist; check the path, or have the operator make the directory again");
    }

    private static Path directoryOf(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new KeyFileRefused(Reason.NOT_A_KEY_FILE, file, "is a root directory; name a file");
        }
        return directory;
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }
}
