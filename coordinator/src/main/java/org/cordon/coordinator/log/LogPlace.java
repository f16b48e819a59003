// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.log;

import java.nio.file.Path;
import java.util.Optional;
import org.cordon.log.DirectoryLog;
import org.cordon.log.LogStorage;
import org.cordon.log.MemoryLog;

/**
 * Where the protocol log is kept; whoever opened the storage closes it.
 *
 * @param directory where trust-policy and README are written beside the log
 * @param archivesInputs whether the masked inputs of survivors are kept as blobs: N vectors a round, until the charter's
 *     retention has passed
 */
public record LogPlace(LogStorage storage, Optional<Path> directory, boolean archivesInputs) {
    /** A log that lasts as long as this value: for tests and simulations. */
    public static LogPlace inMemory() {
        return of(new MemoryLog());
    }

    /** A storage without a directory; inputs are not archived. */
    public static LogPlace of(LogStorage storage) {
        return new LogPlace(storage, Optional.empty(), false);
    }

    /** The bundle in a directory. */
    public static LogPlace in(DirectoryLog log, boolean archivesInputs) {
        return new LogPlace(log, Optional.of(log.directory()), archivesInputs);
    }
}
