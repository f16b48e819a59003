// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A directory that one process owns while it is open.
 *
 * <p><b>Guarantees.</b> On POSIX file systems directories are made with mode 0700 and the root is set to it where it
 * was more open; a second opener, of this or another process, is refused with a {@link StoreFailure} that names the
 * directory. The operating system drops the lock with the process, also after kill -9.
 *
 * <p><b>Does not check</b> locks across machines: network file systems are not supported.
 */
public final class StoreDirectory implements AutoCloseable {
    private final Path root;
    private final FileChannel lockFile;

    private StoreDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /** Makes the directory where it is missing, and locks it. */
    public static StoreDirectory open(Path root) {
        try {
            makeOwn(root);
            if (DurableFiles.isPosix(root)) {
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            }
            return new StoreDirectory(root, lock(root));
        } catch (IOException failure) {
            throw StoreFailure.of("open the store directory", root, failure);
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        Path file = root.resolve("lock");
        FileChannel channel = DurableFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException ownedHere) {
            // refused below, like the lock of another process
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
        channel.close();
        throw new StoreFailure("the store directory " + root + " must be open in one process only, but another one has"
                + " it open: stop that one, or give this one a directory of its own");
    }

    /** The file or directory {@code name} below the root. */
    public Path resolve(String name) {
        return root.resolve(name);
    }

    /** The directory {@code name} below the root, durable; made where it is missing. */
    public Path directory(String name) {
        Path directory = root.resolve(name);
        try {
            makeOwn(directory);
            return directory;
        } catch (IOException failure) {
            throw StoreFailure.of("make the directory", directory, failure);
        }
    }

    static void makeOwn(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null && !Files.exists(parent)) {
            makeOwn(parent);
        }
        try {
            if (DurableFiles.isPosix(directory)) {
                Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectory(directory);
            }
        } catch (FileAlreadyExistsException raced) {
            if (!Files.isDirectory(directory)) {
                throw raced;
            }
        }
        if (parent != null) {
            DurableFiles.syncDirectory(parent);
        }
    }

    /** Gives the directory back. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException failure) {
            throw StoreFailure.of("close the store directory", root, failure);
        }
    }
}
