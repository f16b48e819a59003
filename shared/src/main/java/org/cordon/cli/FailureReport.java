// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes the details of an unexpected failure to a file of its own.
 *
 * <p><b>Guarantees.</b> The command's name, the versions and the stack trace; no arguments, no environment: either may
 * hold what the reader would not send to us.
 */
final class FailureReport {
    private final Path home;

    FailureReport(Path home) {
        this.home = home;
    }

    /** The written file; empty when it cannot be written. */
    Optional<Path> write(String command, Throwable thrown) {
        StringWriter text = new StringWriter();
        try (PrintWriter lines = new PrintWriter(text)) {
            lines.println("command: " + command);
            lines.println("cordon: " + Cordon.version());
            lines.println("java: " + Runtime.version());
            thrown.printStackTrace(lines);
        }
        try {
            Path folder = Files.createDirectories(home);
            return Optional.of(Files.writeString(Files.createTempFile(folder, "failure-", ".log"), text.toString()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
