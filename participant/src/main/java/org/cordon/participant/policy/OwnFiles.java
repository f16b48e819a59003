// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.policy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.cordon.disk.DurableFiles;

/**
 * Files that two processes may make at once, and that only their owner can use.
 *
 * <p><b>Guarantees.</b> A file appears whole and durable or not at all; of two that make the same one, exactly one does. What
 * others may read or write, and what is no plain file, is not read.
 */
final class OwnFiles {
    private static final Set<PosixFilePermission> OF_OTHERS =
            EnumSet.range(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_EXECUTE);

    private OwnFiles() {}

    /** Makes the directory, and those above it that are missing, for the owner alone. */
    static void makeDirectory(Path directory) throws IOException {
        Files.createDirectories(directory, mode("rwx------"));
    }

    /** Makes {@code file}; false if it is there already. */
    static boolean create(Path file, byte[] content) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Path draft = Files.createTempFile(directory, ".draft", ".tmp", mode("rw-------"));
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.createLink(file, draft);
            return true;
        } catch (FileAlreadyExistsException there) {
            return false;
        } finally {
            Files.deleteIfExists(draft);
            DurableFiles.syncName(file);
        }
    }

    /** The content of {@code file}, after checking who else could have written it. */
    static byte[] read(Path file, int maxBytes) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " must be a plain file, but is none");
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.stream().anyMatch(OF_OTHERS::contains)) {
            throw new IOException(file + " must be its owner's alone, but its mode was "
                    + PosixFilePermissions.toString(permissions) + "; run: chmod 600 " + file);
        }
        try (var input = Files.newInputStream(file)) {
            byte[] content = input.readNBytes(maxBytes + 1);
            if (content.length > maxBytes) {
                throw new IOException(file + " must be at most " + maxBytes + " bytes, but was longer");
            }
            return content;
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }
}
