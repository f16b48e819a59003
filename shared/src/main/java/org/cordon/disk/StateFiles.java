// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;

/**
 * Public states of sessions, one file each, named by order of saving and digest; the newest {@code kept} of a session
 * stay. Saving a state again makes it the newest. Calls are safe from many threads.
 *
 * <p><b>Does not check</b> that a content has the digest it is saved under: which hash that is, the protocol says.
 */
public final class StateFiles {
    private static final int NUMBER_DIGITS = 16;

    private final Path root;
    private final int kept;

    /** States below {@code root}. */
    public StateFiles(Path root, int kept) {
        if (kept < 1) {
            throw new IllegalArgumentException("kept must be at least 1, but was " + kept);
        }
        this.root = root;
        this.kept = kept;
        try {
            for (Path session : DurableFiles.list(root)) {
                DurableFiles.removeLeftovers(session);
            }
        } catch (IOException failure) {
            throw StoreFailure.of("clean", root, failure);
        }
    }

    /** Stores {@code content}, durable on return, and forgets all but the newest. */
    public synchronized void save(Digest session, Digest state, Bytes content) {
        Path directory = root.resolve(session.hex());
        try {
            StoreDirectory.makeOwn(directory);
            List<Path> present = DurableFiles.list(directory);
            Path file = directory.resolve(name(next(present), state));
            Optional<Path> same = find(present, state);
            if (same.isPresent()) {
                Files.move(same.get(), file, StandardCopyOption.ATOMIC_MOVE);
                DurableFiles.syncDirectory(directory);
            } else {
                DurableFiles.replace(file, ByteBuffer.wrap(content.toByteArray()));
                for (Path old : present.subList(0, Math.max(0, present.size() + 1 - kept))) {
                    Files.deleteIfExists(old);
                }
            }
        } catch (IOException failure) {
            throw StoreFailure.of("save a state in", directory, failure);
        }
    }

    /** Forgets all states of the session but these. */
    public synchronized void retain(Digest session, Set<Digest> states) {
        Path directory = root.resolve(session.hex());
        try {
            for (Path file : DurableFiles.list(directory)) {
                if (states.stream()
                        .noneMatch(state -> file.getFileName().toString().endsWith("-" + state.hex()))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException failure) {
            throw StoreFailure.of("forget states in", directory, failure);
        }
    }

    /** The content saved under {@code state}. */
    public synchronized Optional<Bytes> load(Digest session, Digest state) {
        Path directory = root.resolve(session.hex());
        try {
            Optional<Path> file = find(DurableFiles.list(directory), state);
            return file.isEmpty() ? Optional.empty() : Optional.of(Bytes.wrap(Files.readAllBytes(file.get())));
        } catch (IOException failure) {
            throw StoreFailure.of("load a state from", directory, failure);
        }
    }

    private static Optional<Path> find(List<Path> present, Digest state) {
        return present.stream()
                .filter(file -> file.getFileName().toString().endsWith("-" + state.hex()))
                .findFirst();
    }

    private static long next(List<Path> present) {
        if (present.isEmpty()) {
            return 1;
        }
        String newest = present.get(present.size() - 1).getFileName().toString();
        return Long.parseLong(newest.substring(0, NUMBER_DIGITS), 16) + 1;
    }

    private static String name(long number, Digest state) {
        return String.format("%016x-%s", number, state.hex());
    }
}
