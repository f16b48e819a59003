// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cordon.config.NodeConfig;

/**
 * Every directory that the node writes to has space, and keeps what is forced to it.
 *
 * <p>Space: a million parameters of a hundred members, a journal and a result fit in a tenth of {@link #COMFORT}; below
 * {@link #NEED} not even the databases and their logs do.
 */
public final class DiskCheck implements Check {
    private static final long NEED = 64L << 20;
    private static final long COMFORT = 2L << 30;

    private final long need;
    private final long comfort;

    /** With the usual needs. */
    public DiskCheck() {
        this(NEED, COMFORT);
    }

    DiskCheck(long need, long comfort) {
        this.need = need;
        this.comfort = comfort;
    }

    @Override
    public Topic topic() {
        return Topic.DISK;
    }

    @Override
    public Optional<Finding> examine(Setting setting) {
        List<Path> directories = setting.node()
                .map(NodeConfig::directories)
                .orElseGet(() -> List.of(Path.of(System.getProperty("java.io.tmpdir"))));
        return Disk.problem(directories, need, comfort)
                .or(() -> Optional.of(Finding.passed("space and durable writes in "
                        + String.join(
                                ", ", directories.stream().map(Path::toString).toList()))));
    }
}
