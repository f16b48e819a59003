// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.witness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.disk.DurableFiles;
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
            DurableFiles.replace(directory.resolve(size + "-held.note"), ByteBuffer.wrap(held));
            DurableFiles.replace(directory.resolve(size + SHOWN), ByteBuffer.wrap(shown));
        } catch (IOException failure) {
            throw StoreFailure.of("keep evidence", directory, failure);
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
