// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.witness;

import java.nio.file.Path;
import org.cordon.log.DirectoryLog;
import org.cordon.log.LogRefused;
import org.cordon.log.LogStorage;
import org.cordon.log.MemoryLog;

/** Where a member keeps its mirror of the protocol log, and evidence against it. */
public record MirrorStore(LogStorage log, Evidence evidence) implements AutoCloseable {
    /**
     * In a directory of the node.
     *
     * @throws LogRefused if it is damaged or another process has it; a mirror that was put away is fetched anew
     */
    public static MirrorStore open(Path directory) throws LogRefused {
        return new MirrorStore(DirectoryLog.open(directory), new EvidenceFiles(directory.resolve("evidence")));
    }

    /** For tests, and for who takes part in one process's life only: after a restart it does not know what it cosigned. */
    public static MirrorStore inMemory() {
        return new MirrorStore(new MemoryLog(), Evidence.inMemory());
    }

    @Override
    public void close() {
        log.close();
    }
}
