// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.policy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Processor time of one piece of work, as the JVM measures it for the thread that does it.
 *
 * <p><b>Guarantees.</b> What takes longer gives no result: its thread is interrupted within a fraction of a second, and what it
 * returns all the same is thrown away.
 *
 * <p><b>Does not check</b> time of other threads: contributions are computed on one thread, and the linear algebra below it
 * starts none. Work that does not look at its interrupt goes on until it ends by itself.
 */
final class CpuLimit {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long LOOK_MILLIS = 20;

    private final Duration most;

    CpuLimit(Duration most) {
        if (!THREADS.isThreadCpuTimeSupported() || !THREADS.isThreadCpuTimeEnabled()) {
            throw new IllegalArgumentException(
                    "cpuARound must be kept by the JVM, but this one does not measure threads; use another JVM or leave it"
                            + " out");
        }
        this.most = most;
    }

    /** More than the limit was used. */
    static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exceeded(Duration most) {
            super("the contribution must take at most " + most
                    + " of processor time, as the policy's limits.cpuARound says, but took longer; raise the limit or"
                    + " refuse the task");
        }
    }

    /** What {@code work} gives, on this thread. */
    <T> T run(Supplier<T> work) {
        long begin = THREADS.getCurrentThreadCpuTime();
        Watch watch = new Watch(Thread.currentThread(), begin + most.toNanos());
        Thread watcher = new Thread(watch, "cpu-limit");
        watcher.setDaemon(true);
        watcher.start();
        try {
            T result = work.get();
            if (THREADS.getCurrentThreadCpuTime() - begin > most.toNanos()) {
                throw new Exceeded(most);
            }
            return result;
        } catch (RuntimeException failed) {
            if (watch.hasStopped() && !(failed instanceof Exceeded)) {
                Exceeded exceeded = new Exceeded(most);
                exceeded.addSuppressed(failed);
                throw exceeded;
            }
            throw failed;
        } finally {
            watch.end();
        }
    }

    /** Interrupts the worker once its time is used up; never after {@link #end}. */
    private static final class Watch implements Runnable {
        private final Thread worker;
        private final long limit;
        private final CountDownLatch ended = new CountDownLatch(1);
        private boolean stopped;
        private boolean over;

        Watch(Thread worker, long limit) {
            this.worker = worker;
            this.limit = limit;
        }

        @Override
        public void run() {
            try {
                while (!ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    if (THREADS.getThreadCpuTime(worker.getId()) > limit) {
                        stop();
                        return;
                    }
                }
            } catch (InterruptedException nobody) {
                Thread.currentThread().interrupt();
            }
        }

        private synchronized void stop() {
            if (!over) {
                stopped = true;
                worker.interrupt();
            }
        }

        synchronized boolean hasStopped() {
            return stopped;
        }

        /** The interrupt was ours: it does not reach what the thread does next. */
        synchronized void end() {
            over = true;
            ended.countDown();
            if (stopped) {
                Thread.interrupted();
            }
        }
    }
}
