// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A {@link WitnessStore} in a directory that one process owns: a file for each log, its text a checkpoint, its name the SHA-256 of
 * the origin.
 *
 * <p><b>Guarantees.</b> A file is written beside, forced, renamed, and its directory forced. A file that cannot be read is an
 * error, never a log that was not seen before.
 *
 * <p><b>Does not check</b> that the directory is not an old copy of itself: a witness restored from a backup must not sign before
 * it has caught up.
 */
public final class FileWitnessStore implements WitnessStore, AutoCloseable {
    private static final String SUFFIX = ".checkpoint";

    private final Path directory;
    private final FileChannel lock;

    private FileWitnessStore(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** Opens {@code directory}, made where it is missing; an {@link IOException} if another opener has it. */
    public static FileWitnessStore open(Path directory) throws IOException {
        makeDurably(directory.toAbsolutePath());
        FileChannel lock =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() != null) {
                return new FileWitnessStore(directory, lock);
            }
        } catch (OverlappingFileLockException ownedHere) {
            // refused below, like the lock of another process
        } catch (IOException failure) {
            lock.close();
            throw failure;
        }
        lock.close();
        throw new IOException("the witness's directory " + directory + " must be open once, but is open already");
    }

    @Override
    public synchronized Checkpoint latest(String origin) throws IOException {
        Path file = file(origin);
        byte[] text;
        try {
            text = Files.readAllBytes(file);
        } catch (NoSuchFileException neverSeen) {
            return Checkpoint.empty(origin);
        }
        try {
            Checkpoint stored = Checkpoint.parse(text);
            if (stored.origin().equals(origin)) {
                return stored;
            }
        } catch (MalformedLog e) {
            throw new IOException("the witness's file " + file + " must be a checkpoint: " + e.getMessage(), e);
        }
        throw new IOException("the witness's file " + file + " must be of the log " + StrictText.shown(origin)
                + ", but is of another");
    }

    @Override
    public synchronized boolean replace(Checkpoint expected, Checkpoint next) throws IOException {
        if (!expected.origin().equals(next.origin())) {
            throw new IllegalArgumentException("origin must be " + StrictText.shown(expected.origin()) + ", but was "
                    + StrictText.shown(next.origin()));
        }
        if (!lock.isOpen()) {
            throw new IOException("the witness's directory " + directory + " must be open, but is closed");
        }
        if (!latest(expected.origin()).equals(expected)) {
            return false;
        }
        if (!next.equals(expected) || !Files.exists(file(next.origin()))) {
            write(file(next.origin()), next.toBytes());
        }
        return true;
    }

    private Path file(String origin) {
        return directory.resolve(Hash.ofText(origin).hex() + SUFFIX);
    }

    private void write(Path file, byte[] text) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(text);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        sync(directory);
    }

    /** A directory whose name a crash forgets would be a log that was not seen before. */
    private static void makeDurably(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent == null || Files.isDirectory(directory)) {
            return;
        }
        makeDurably(parent);
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException raced) {
            if (!Files.isDirectory(directory)) {
                throw raced;
            }
        }
        sync(parent);
    }

    private static void sync(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    /** Gives the directory back. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
