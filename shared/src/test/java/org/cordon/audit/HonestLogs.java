// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/** Honest logs that many tests read and none changes, made once. */
final class HonestLogs {
    private static Optional<HonestLog> brief = Optional.empty();

    private HonestLogs() {}

    static synchronized HonestLog brief() {
        if (brief.isEmpty()) {
            Path directory = directory();
            brief = Optional.of(HonestLog.write(directory, HonestLog.Options.BRIEF));
        }
        return brief.orElseThrow();
    }

    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("honest-log");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            return directory;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void delete(Path directory) {
        try (var walk = Files.walk(directory)) {
            for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException left) {
            System.out.println("left behind " + directory);
        }
    }
}
