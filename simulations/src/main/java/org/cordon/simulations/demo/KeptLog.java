// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Puts a finished log where the demo's end does not remove it. */
final class KeptLog {
    private KeptLog() {}

    /** Copies the log to {@code target}, in place of what is there. */
    static Path keep(Path log, Path target) throws IOException {
        remove(target);
        List<Path> all;
        try (Stream<Path> inside = Files.walk(log)) {
            all = inside.sorted().toList();
        }
        for (Path path : all) {
            Path copy = target.resolve(log.relativize(path).toString());
            if (Files.isDirectory(path)) {
                Files.createDirectories(copy);
            } else {
                Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return target;
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> inside = Files.walk(directory)) {
            deepestFirst = inside.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
