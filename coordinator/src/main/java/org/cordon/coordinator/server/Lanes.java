// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One bounded pool of named threads, shared fairly: each member has a lane of its own onto it.
 *
 * <p>A lane occupies at most {@code width} threads, and queues behind the other lanes again after every task. So a member
 * with thousands of tasks, or with tasks that block, delays another by one task of the pool at most. How many tasks wait
 * in a lane is bounded by {@link Turnstile}: a call has only a few callbacks outstanding.
 */
final class Lanes implements AutoCloseable {
    private final ExecutorService pool;
    private final int width;
    private final ConcurrentMap<Integer, Lane> lanes = new ConcurrentHashMap<>();

    Lanes(int threads, int width) {
        this.width = width;
        AtomicInteger number = new AtomicInteger();
        this.pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "cordon-desk-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    Executor of(int member) {
        return lanes.computeIfAbsent(member, unused -> new Lane());
    }

    /** Lets what was started end. */
    void close(long timeoutNanos) throws InterruptedException {
        pool.shutdown();
        if (!pool.awaitTermination(timeoutNanos, TimeUnit.NANOSECONDS)) {
            pool.shutdownNow();
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    private final class Lane implements Executor {
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int running;

        @Override
        public void execute(Runnable task) {
            synchronized (this) {
                waiting.add(task);
                if (running == width) {
                    return;
                }
                running++;
            }
            next();
        }

        private void next() {
            try {
                pool.execute(this::runOne);
            } catch (RejectedExecutionException closing) {
                synchronized (this) {
                    running--;
                    waiting.clear();
                }
            }
        }

        private void runOne() {
            Runnable task;
            synchronized (this) {
                task = waiting.poll();
            }
            try {
                if (task != null) {
                    task.run();
                }
            } finally {
                if (goesOn()) {
                    next();
                }
            }
        }

        private synchronized boolean goesOn() {
            if (waiting.isEmpty()) {
                running--;
                return false;
            }
            return true;
        }
    }
}
