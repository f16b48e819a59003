// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cordon.disk.DurableFiles;
import org.cordon.disk.StoreDirectory;
import org.cordon.disk.StoreFailure;
import org.cordon.suite.Digest;

/**
 * Large vectors, one file each: vectors/&lt;session&gt;/&lt;name&gt;.
 *
 * <p><b>Does not check</b> or change the content: the round follower hands in masked or encrypted bytes, so a deleted
 * file needs no overwriting. A deletion is not forced: after a power cut a deleted vector may be back.
 */
final class VectorFiles {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,79}");

    private final StoreDirectory directory;
    private final Path root;

    VectorFiles(StoreDirectory directory) {
        this.directory = directory;
        this.root = directory.directory("vectors");
        try {
            for (Path session : DurableFiles.list(root)) {
                DurableFiles.removeLeftovers(session);
            }
        } catch (IOException failure) {
            throw StoreFailure.of("clean", root, failure);
        }
    }

    synchronized void save(Digest session, String name, ByteBuffer content) {
        Path file = file(session, name);
        directory.directory("vectors/" + session.hex());
        try {
            DurableFiles.replace(file, content);
        } catch (IOException failure) {
            throw StoreFailure.of("save the vector", file, failure);
        }
    }

    synchronized Optional<byte[]> load(Digest session, String name) {
        Path file = file(session, name);
        try {
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException failure) {
            throw StoreFailure.of("load the vector", file, failure);
        }
    }

    synchronized void delete(Digest session, String name) {
        Path file = file(session, name);
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw StoreFailure.of("delete the vector", file, failure);
        }
    }

    private Path file(Digest session, String name) {
        return root.resolve(session.hex()).resolve(checked(name));
    }

    /** The name, where it may name a file of its own. */
    static String checked(String name) {
        if (!NAME.matcher(name).matches() || name.endsWith(".tmp")) {
            throw new IllegalArgumentException(
                    "name must be 1 to 80 of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit and not"
                            + " ending in .tmp, but was " + name);
        }
        return name;
    }
}
