// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreDirectoryTest {
    private static final int NODES = 8;
    private static final int TRIES = 50;

    /** Several nodes of one machine start at once below one folder that is not there yet. */
    @Test
    void nodesThatStartTogetherMakeTheirCommonFolderOnce(@TempDir Path root) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(NODES);
        try {
            for (int i = 0; i < TRIES; i++) {
                Path common = root.resolve("data" + i);
                CyclicBarrier together = new CyclicBarrier(NODES);
                List<Future<Path>> made = new ArrayList<>();
                for (int node = 0; node < NODES; node++) {
                    Path own = common.resolve("m" + node);
                    made.add(threads.submit(() -> {
                        together.await(60, TimeUnit.SECONDS);
                        StoreDirectory.makeOwn(own);
                        return own;
                    }));
                }
                for (Future<Path> own : made) {
                    assertThat(Files.isDirectory(own.get(60, TimeUnit.SECONDS))).isTrue();
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
