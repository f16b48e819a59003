// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.data;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file or another source of rows cannot be read; the message names it, the place and the mend, and never a value of a row.
 */
public final class UnreadableTable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UnreadableTable(String message) {
        super(message);
    }

    UnreadableTable(Path file, String problem) {
        super(file + ": " + problem);
    }

    UnreadableTable(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }

    /**
     * Of a source that is no file.
     *
     * @param source its name
     * @param problem goes on after the name, such as "must answer, but did not"
     */
    public static UnreadableTable of(String source, String problem, Optional<? extends Exception> cause) {
        UnreadableTable unreadable = new UnreadableTable(source + ": " + problem);
        cause.ifPresent(unreadable::initCause);
        return unreadable;
    }
}
