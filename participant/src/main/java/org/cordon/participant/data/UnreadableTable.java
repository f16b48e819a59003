// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.data;

import java.nio.file.Path;

/**
 * A file cannot become a {@link Table}; the message names the file, the place and the mend, and never a value of a row.
 */
public final class UnreadableTable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableTable(Path file, String problem) {
        super(file + ": " + problem);
    }

    UnreadableTable(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
