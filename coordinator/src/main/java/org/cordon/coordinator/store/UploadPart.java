// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.cordon.coordinator.round.CoordinatorStore.UploadFile;
import org.cordon.disk.DurableFiles;
import org.cordon.disk.StoreFailure;

/*
 * Appended bytes go to the operating system at once: they survive kill -9 of this process. sync() forces them to the
 * disk, and on the first call the file's name too. A power cut before that may leave the file shorter, or on some file
 * systems zeros in its last blocks: the block root in the member's upload statement tells. An append that fails half
 * way is cut back, so length() never counts bytes that were not accepted.
 */
/** The file of one upload, shared by all who have it open; safe from many threads. */
final class UploadPart implements UploadContent {
    private final Path path;
    private FileChannel channel;
    private boolean nameForced;
    private int users;

    UploadPart(Path path) {
        this.path = path;
        try {
            this.channel = opened(path);
        } catch (IOException failure) {
            throw StoreFailure.of("open the upload", path, failure);
        }
    }

    private static FileChannel opened(Path path) throws IOException {
        return DurableFiles.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** A handle of its own for one user. */
    synchronized UploadFile handle(Runnable onClose) {
        users++;
        return new UploadHandle(this, onClose);
    }

    /** The channel, opened again where an interrupted thread has closed it. */
    private FileChannel channel() throws IOException {
        if (!channel.isOpen()) {
            channel = opened(path);
        }
        return channel;
    }

    @Override
    public Optional<Path> path() {
        return Optional.of(path);
    }

    @Override
    public synchronized long length() {
        try {
            return channel().size();
        } catch (IOException failure) {
            throw StoreFailure.of("measure the upload", path, failure);
        }
    }

    @Override
    public synchronized void append(long offset, ByteBuffer data) {
        long length = length();
        UploadContent.requireEnd(offset, length);
        try {
            writeFully(offset, data);
        } catch (IOException failure) {
            cutBack(offset, failure);
            throw StoreFailure.of("append to the upload", path, failure);
        }
    }

    private void writeFully(long offset, ByteBuffer data) throws IOException {
        long at = offset;
        while (data.hasRemaining()) {
            at += channel().write(data, at);
        }
    }

    private void cutBack(long length, IOException failure) {
        try {
            channel().truncate(length);
        } catch (IOException second) {
            failure.addSuppressed(second);
        }
    }

    @Override
    public synchronized void truncate(long length) {
        UploadContent.requireShorter(length, length());
        try {
            channel().truncate(length);
        } catch (IOException failure) {
            throw StoreFailure.of("cut back the upload", path, failure);
        }
    }

    @Override
    public void sync() {
        try {
            boolean forceName;
            FileChannel current;
            synchronized (this) {
                current = channel();
                forceName = !nameForced;
            }
            current.force(false);
            if (forceName) {
                DurableFiles.syncName(path);
                synchronized (this) {
                    nameForced = true;
                }
            }
        } catch (IOException failure) {
            throw StoreFailure.of("force the upload", path, failure);
        }
    }

    @Override
    public synchronized void read(long offset, ByteBuffer target) {
        UploadContent.requireWithin(offset, offset + target.remaining(), length());
        try {
            long at = offset;
            while (target.hasRemaining()) {
                int count = channel().read(target, at);
                if (count < 0) {
                    throw new IOException("the file ends at " + at);
                }
                at += count;
            }
        } catch (IOException failure) {
            throw StoreFailure.of("read the upload", path, failure);
        }
    }

    /** A handle was closed; whether it was the last. */
    synchronized boolean released() {
        users--;
        return users == 0;
    }

    /** Closes the file, whoever still has it open. */
    synchronized void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw StoreFailure.of("close the upload", path, failure);
        }
    }
}
