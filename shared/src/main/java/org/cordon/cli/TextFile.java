// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that people write and commands read whole. */
public final class TextFile {
    private static final int MAX_BYTES = 1 << 20;

    private TextFile() {}

    /**
     * The bytes of a file of at most 1 MiB; a {@link CommandFailure} where there is none, or none that can be read.
     *
     * @param mend what to name in its place
     */
    public static byte[] read(Path file, String mend) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES) {
                return Files.readAllBytes(file);
            }
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT, file + " must be a file of at most 1 MiB, but is none", mend);
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    file + " must be readable, but is not: " + unreadable.getMessage(),
                    "Make it readable for the user that runs this command",
                    unreadable);
        }
    }
}
