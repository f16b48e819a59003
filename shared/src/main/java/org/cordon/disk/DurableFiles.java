// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files that are replaced whole.
 *
 * <p><b>Guarantees.</b> {@link #replace} writes beside the file, forces it, renames over the old one and forces the
 * directory: after a crash at any moment the name holds the old content or the new one. Files are made with mode 0600
 * on POSIX. What a crash leaves beside is named {@code *.tmp} and is removed by {@link #removeLeftovers}.
 */
public final class DurableFiles {
    private static final String TEMPORARY = ".tmp";

    private DurableFiles() {}

    /** Puts {@code content} (its remaining bytes) under {@code file}, durable on return. */
    public static void replace(Path file, ByteBuffer content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
        try (FileChannel channel = open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer rest = content.duplicate();
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(false);
        } catch (IOException failure) {
            removeQuietly(temporary, failure);
            throw failure;
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        syncName(file);
    }

    private static void removeQuietly(Path file, IOException failure) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException second) {
            failure.addSuppressed(second);
        }
    }

    /** Opens {@code file}; one that is made gets mode 0600 on POSIX. */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        if (isPosix(file)) {
            return FileChannel.open(
                    file,
                    Set.of(options),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return FileChannel.open(file, options);
    }

    /** Makes the name of {@code file} durable, as after its making or renaming. */
    public static void syncName(Path file) throws IOException {
        syncDirectory(directoryOf(file));
    }

    /** Makes the names in {@code directory} durable; where directories cannot be forced, as on Windows, does nothing. */
    public static void syncDirectory(Path directory) throws IOException {
        if (!isPosix(directory)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Removes what crashes left in {@code directory}. */
    public static void removeLeftovers(Path directory) throws IOException {
        for (Path file : list(directory)) {
            if (file.getFileName().toString().endsWith(TEMPORARY)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The entries of {@code directory} by name; none where it does not exist. */
    public static List<Path> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    private static Path directoryOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("file must be below a directory, but was " + file);
        }
        return parent;
    }

    static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
