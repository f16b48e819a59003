// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.witness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.disk.StoreFailure;

/**
 * Evidence in a directory: {@code <size>-held.note} and {@code <size>-shown.note}, both signed by the coordinator, for anybody to
 * check.
 */
public final class EvidenceFiles implements Evidence {
    private static final String SHOWN = "-shown.note";

    private final Path directory;

    /** @param directory made when it is needed */
    public EvidenceFiles(Path directory) {
        this.directory = directory;
    }

    @Override
    public void keep(long size, byte[] held, byte[] shown) {
        try {
            Files.createDirectories(directory);
            write(directory.resolve(size + "-held.note"), held);
            write(directory.resolve(size + SHOWN), shown);
            try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
                entries.force(true);
            }
        } catch (IOException failure) {
            throw StoreFailure.of("keep evidence", directory, failure);
        }
    }

    private static void write(Path file, byte[] note) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(note);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    @Override
    public Optional<String> found() {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SHOWN))
                    .sorted()
                    .findFirst()
                    .map(Path::toString);
        } catch (IOException failure) {
            throw StoreFailure.of("read", directory, failure);
        }
    }
}
