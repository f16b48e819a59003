// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A blob that is not what its name says takes no memory, however long the file is. */
class BlobMemoryTest {
    private static final long LENGTH = 96L << 20;
    private static final long MOST = 8L << 20;

    @TempDir
    Path directory;

    @Test
    void longContentIsHashedBeforeMemoryIsGivenToIt() throws Exception {
        Hash name = Hash.ofText("another content");
        Path file = directory.resolve(BlobFiles.DIRECTORY).resolve(name.hex());
        Files.createDirectories(file.getParent());
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(LENGTH);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> new BundleReader(directory).blob(name))
                .isInstanceOf(LogRefused.class)
                .hasMessageContaining("must have the SHA-256 of its name");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST);
    }
}
