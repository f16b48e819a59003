// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Files that are put in place whole, several at a time: each is written beside its name, forced and renamed; {@link #sync} then
 * forces every directory that changed, once. Only after it are the names durable.
 */
final class LogFiles {
    static final String TEMPORARY = ".tmp";

    private final Set<Path> changed = new LinkedHashSet<>();

    /** Puts {@code content} under {@code file}, over what was there. */
    void put(Path file, byte[] content) throws IOException {
        makeDirectories(directoryOf(file));
        Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            writeFully(channel, ByteBuffer.wrap(content));
            channel.force(false);
        }
        rename(temporary, file);
    }

    /** Renames a file that has been forced. */
    void rename(Path temporary, Path file) throws IOException {
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException unfit) {
            throw new IOException("the file system cannot rename atomically", unfit);
        }
        changed.add(directoryOf(file));
    }

    /** Makes a directory and those above it. */
    void makeDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path above = directory.getParent();
        if (above != null) {
            makeDirectories(above);
            changed.add(above);
        }
        Files.createDirectories(directory);
    }

    /** Forces the directories that changed. */
    void sync() throws IOException {
        for (Path directory : changed) {
            syncDirectory(directory);
        }
        changed.clear();
    }

    static void syncDirectory(Path directory) throws IOException {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return; // such systems, as Windows, cannot force a directory
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void writeFully(FileChannel channel, ByteBuffer content) throws IOException {
        while (content.hasRemaining()) {
            channel.write(content);
        }
    }

    static Path directoryOf(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IllegalArgumentException("file must be below a directory, but was " + file);
        }
        return directory;
    }

    /** What a failure means, in words. */
    static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "it is not there";
        }
        if (failure instanceof AccessDeniedException) {
            return "this user may not";
        }
        if (failure instanceof FileSystemException inFile && inFile.getReason() != null) {
            return inFile.getReason();
        }
        String message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
