// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.IOException;
import java.nio.file.Path;

/**
 * An open log can no longer do its work: full disk, missing rights, a file that vanished. What was durable before stays; whether
 * the failed call took effect, the next start tells (whole or not at all). After a failed write the log takes no more.
 */
public final class LogStorageFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What failed, and where. */
    public LogStorageFailure(String sentence) {
        super(sentence);
    }

    private LogStorageFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    static LogStorageFailure of(String act, Path path, IOException failure) {
        return new LogStorageFailure("cannot " + act + " " + path + ": " + LogFiles.reason(failure), failure);
    }

    static LogStorageFailure of(LogRefused refused) {
        return new LogStorageFailure(String.valueOf(refused.getMessage()), refused);
    }
}
