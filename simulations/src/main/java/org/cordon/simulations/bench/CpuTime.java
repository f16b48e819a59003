// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.Supplier;

/** CPU time of the calling thread, from repeated runs of the same work. */
final class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double NANOS_PER_MILLI = 1e6;

    private final double[] millis;
    private int filled;

    CpuTime(int runs) {
        this.millis = new double[runs];
    }

    /** Runs the work and keeps its time; of more than the declared runs, the latest count. */
    <T> T measure(Supplier<T> work) {
        long begin = THREADS.getCurrentThreadCpuTime();
        T result = work.get();
        millis[filled % millis.length] = (THREADS.getCurrentThreadCpuTime() - begin) / NANOS_PER_MILLI;
        filled++;
        return result;
    }

    double medianMillis() {
        double[] sorted = Arrays.copyOf(millis, Math.min(filled, millis.length));
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
}
