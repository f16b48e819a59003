// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.summing;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Does the same for many members on so many threads, which end with the job. */
record Workers(int threads) {
    Workers {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, but was " + threads);
        }
    }

    <T> List<T> each(int count, IntFunction<T> job) {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(() ->
                            IntStream.range(0, count).parallel().mapToObj(job).toList())
                    .join();
        } finally {
            pool.shutdownNow();
        }
    }
}
