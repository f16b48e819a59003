// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.stream.Stream;

/** Content under its SHA-256, one file each below {@code blobs/sha256}. */
final class BlobFiles {
    static final String DIRECTORY = "blobs/sha256";

    private static final int BUFFER = 1 << 16;
    private static final long LONGEST_UNCHECKED = 1 << 20;

    private final Path directory;

    BlobFiles(Path root) {
        this.directory = root.resolve(DIRECTORY);
    }

    /** Removes what a crash left. */
    void removeLeftovers() throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> found = Files.list(directory)) {
            for (Path file : found.filter(path -> path.toString().endsWith(LogFiles.TEMPORARY))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    void put(Hash name, byte[] content) {
        check(name, Hash.ofContent(content));
        try {
            write(name, content);
        } catch (IOException failure) {
            throw LogStorageFailure.of("keep the blob", file(name), failure);
        }
    }

    private synchronized void write(Hash name, byte[] content) throws IOException {
        LogFiles files = new LogFiles();
        if (Files.exists(file(name))) {
            LogFiles.syncDirectory(directory);
        } else {
            files.put(file(name), content);
            files.sync();
        }
    }

    void put(Hash name, Path content) {
        try {
            check(name, hash(content));
            take(name, content);
        } catch (IOException failure) {
            throw LogStorageFailure.of("keep as a blob", content, failure);
        }
    }

    private synchronized void take(Hash name, Path content) throws IOException {
        LogFiles files = new LogFiles();
        files.makeDirectories(directory);
        Path temporary = directory.resolve(name.hex() + LogFiles.TEMPORARY);
        if (!Files.exists(file(name))) {
            Files.deleteIfExists(temporary);
            linkOrCopy(content, temporary);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.READ)) {
                channel.force(false);
            }
            files.rename(temporary, file(name));
        }
        files.sync();
        LogFiles.syncDirectory(directory);
    }

    private static void linkOrCopy(Path content, Path target) throws IOException {
        try {
            Files.createLink(target, content.toRealPath());
        } catch (FileAlreadyExistsException raced) {
            throw raced;
        } catch (UnsupportedOperationException | IOException otherDisk) {
            Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    boolean has(Hash name) {
        return Files.isRegularFile(file(name));
    }

    /** The content, checked against its name. */
    Optional<byte[]> read(Hash name) {
        if (!has(name)) {
            return Optional.empty();
        }
        byte[] content;
        try {
            requireNamedContent(name);
            content = Files.readAllBytes(file(name));
        } catch (NoSuchFileException deletedMeanwhile) {
            return Optional.empty();
        } catch (IOException failure) {
            throw LogStorageFailure.of("read", file(name), failure);
        }
        Hash found = Hash.ofContent(content);
        if (!found.equals(name)) {
            throw new LogStorageFailure(
                    "the content of " + file(name) + " must have the SHA-256 of its name, but has " + found.hex());
        }
        return Optional.of(content);
    }

    /** Of a long file, before memory is given to it. */
    private void requireNamedContent(Hash name) throws IOException {
        if (Files.size(file(name)) <= LONGEST_UNCHECKED) {
            return;
        }
        Hash found = hash(file(name));
        if (!found.equals(name)) {
            throw new LogStorageFailure(
                    "the content of " + file(name) + " must have the SHA-256 of its name, but has " + found.hex());
        }
    }

    synchronized boolean delete(Hash name) {
        try {
            boolean there = Files.deleteIfExists(file(name));
            if (there) {
                LogFiles.syncDirectory(directory);
            }
            return there;
        } catch (IOException failure) {
            throw LogStorageFailure.of("delete", file(name), failure);
        }
    }

    Path file(Hash name) {
        return directory.resolve(name.hex());
    }

    static void check(Hash name, Hash content) {
        if (!name.equals(content)) {
            throw new IllegalArgumentException(
                    "name must be the SHA-256 of the content, " + content.hex() + ", but was " + name.hex());
        }
    }

    static Hash hash(Path file) throws IOException {
        MessageDigest sha = Hash.sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream input = Files.newInputStream(file)) {
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                sha.update(buffer, 0, read);
            }
        }
        return Hash.of(sha.digest());
    }
}
