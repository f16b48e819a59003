// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;

/** Where the demo's nodes live: a temporary directory that is removed, or one that the reader named and keeps. */
record Workplace(Path root, boolean kept) implements AutoCloseable {

    static Workplace open(Optional<Path> named) throws IOException {
        if (named.isEmpty()) {
            return new Workplace(Files.createTempDirectory("cordon-demo-"), false);
        }
        Path root = named.get().toAbsolutePath();
        try {
            Files.createDirectories(root);
            try (Stream<Path> inside = Files.list(root)) {
                if (inside.findAny().isPresent()) {
                    throw refused("must be empty, but is not: " + root);
                }
            }
        } catch (IOException e) {
            throw refused("must be a directory that can be made and written, but was " + root);
        }
        return new Workplace(root, true);
    }

    /**
     * Where the protocol log and its report outlast the demo: here if this is kept, else in the launcher's own folder, where those of
     * the demo before make room, or in a new temporary directory.
     */
    Path outlasting() throws IOException {
        if (kept) {
            return root.resolve("audit");
        }
        String home = System.getProperty("cordon.home", "");
        return home.isEmpty()
                ? Files.createTempDirectory("cordon-demo-audit-")
                : Path.of(home).toAbsolutePath().resolve("demo");
    }

    private static CommandFailure refused(String rule) {
        return new CommandFailure(ExitCode.USAGE, "--dir " + rule, "Name a new directory, or leave --dir out.");
    }

    @Override
    public void close() {
        if (kept || !Files.exists(root)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(root)) {
            List<Path> deepestFirst = inside.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's directory could not be removed: " + root, e);
        }
    }
}
