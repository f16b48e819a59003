// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.task;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.cordon.disk.DurableFiles;
import org.cordon.suite.Bytes;
import org.cordon.task.OfferedCharter;
import org.cordon.wire.CharterCodec;

/**
 * A task as files: {@code charter.bin} is the charter with its approvals, {@code state.bin} the first state that it names.
 *
 * <p><b>Does not check</b> approvals or digest: the coordinator does when it starts the task.
 *
 * @param path the directory
 */
public record TaskDirectory(Path path) {
    private static final String CHARTER = "charter.bin";
    private static final String STATE = "state.bin";
    private static final int MAX_CHARTER = 4 << 20;
    private static final int MAX_STATE = 1 << 30;

    /** Makes the directory with both files, durable on return; one that exists is refused. */
    public static TaskDirectory create(Path path, OfferedCharter charter, Bytes state) throws IOException {
        if (Files.exists(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        Files.createDirectories(path);
        write(path.resolve(STATE), state);
        write(path.resolve(CHARTER), CharterCodec.encodeOffered(charter));
        return new TaskDirectory(path);
    }

    /** Copies the task into {@code inbox} under {@code name}, visible there only once it is whole. */
    public void submit(Path inbox, String name) throws IOException {
        Files.createDirectories(inbox);
        Path target = inbox.resolve(name);
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Path arriving = inbox.resolve(".arriving-" + name);
        new TaskDirectory(arriving).delete();
        create(arriving, charter(), state());
        Files.move(arriving, target, StandardCopyOption.ATOMIC_MOVE);
    }

    public OfferedCharter charter() throws IOException {
        return CharterCodec.decodeOffered(read(path.resolve(CHARTER), MAX_CHARTER));
    }

    public Bytes state() throws IOException {
        return read(path.resolve(STATE), MAX_STATE);
    }

    /** Removes the two files and the directory; no error where they are gone. */
    void delete() throws IOException {
        Files.deleteIfExists(path.resolve(CHARTER));
        Files.deleteIfExists(path.resolve(STATE));
        Files.deleteIfExists(path);
    }

    private static void write(Path file, Bytes content) throws IOException {
        DurableFiles.replace(file, ByteBuffer.wrap(content.toByteArray()));
    }

    private static Bytes read(Path file, int maxBytes) throws IOException {
        long size = Files.size(file);
        if (size > maxBytes) {
            throw new IOException(file + " must be at most " + maxBytes + " bytes, but was " + size);
        }
        return Bytes.wrap(Files.readAllBytes(file));
    }
}
