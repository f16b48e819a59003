// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.witness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.disk.DurableFiles;
import org.cordon.disk.StoreFailure;

/**
 * Evidence in a directory: {@code <size>-held.note} and {@code <size>-shown.note}, both signed by the coordinator, for anybody to
 * check; {@code <size>-unreadable.note} of a leaf that could not be read.
 */
public final class EvidenceFiles implements Evidence {
    private static final String SHOWN = "-shown.note";
    private static final String UNREAD = "-unreadable.note";

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
    public void keepUnread(long size, byte[] shown) {
        try {
            Files.createDirectories(directory);
            DurableFiles.replace(directory.resolve(size + UNREAD), ByteBuffer.wrap(shown));
        } catch (IOException failure) {
            throw StoreFailure.of("keep evidence", directory, failure);
        }
    }

    @Override
    public List<byte[]> unread() {
        List<byte[]> notes = new ArrayList<>();
        try {
            for (Path file : named(UNREAD)) {
                notes.add(Files.readAllBytes(file));
            }
        } catch (IOException failure) {
            throw StoreFailure.of("read", directory, failure);
        }
        return notes;
    }

    @Override
    public Optional<String> found() {
        try {
            return named(SHOWN).stream().findFirst().map(Path::toString);
        } catch (IOException failure) {
            throw StoreFailure.of("read", directory, failure);
        }
    }

    private List<Path> named(String ending) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
