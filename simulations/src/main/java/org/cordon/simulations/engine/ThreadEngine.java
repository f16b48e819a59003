// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** Exchanges work on the threads of this process, one exchange on one thread. */
public final class ThreadEngine implements Engine {
    private final ClientWork work;
    private final int threads;
    private final ExecutorService pool;

    ThreadEngine(ClientWork work, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, but was " + threads);
        }
        this.work = work;
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "exchanges");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void each(RoundOrder order, List<ClientTask> tasks, Consumer<ClientResult> sink)
            throws InterruptedException {
        each(tasks, task -> work.honest(order, task), sink);
    }

    /** Does {@code job} for all tasks; if one fails, the others have ended when this throws. */
    void each(List<ClientTask> tasks, Function<ClientTask, ClientResult> job, Consumer<ClientResult> sink)
            throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean stopped = new AtomicBoolean();
        Phaser working = new Phaser(1);
        CompletionService<Boolean> workers = new ExecutorCompletionService<>(pool);
        List<Future<Boolean>> running = new ArrayList<>();
        int needed = Math.min(threads, tasks.size());
        for (int i = 0; i < needed; i++) {
            running.add(workers.submit(() -> {
                working.register();
                try {
                    for (int at = next.getAndIncrement();
                            at < tasks.size() && !stopped.get();
                            at = next.getAndIncrement()) {
                        sink.accept(job.apply(tasks.get(at)));
                    }
                    return true;
                } finally {
                    working.arriveAndDeregister();
                }
            }));
        }
        try {
            for (int i = 0; i < needed; i++) {
                workers.take().get();
            }
        } catch (ExecutionException failed) {
            stop(stopped, running);
            // Whoever goes on after a failure must not meet work of before it.
            working.arriveAndAwaitAdvance();
            throw failure(Optional.ofNullable(failed.getCause()).orElse(failed));
        } finally {
            stop(stopped, running);
        }
    }

    private static void stop(AtomicBoolean stopped, List<Future<Boolean>> running) {
        stopped.set(true);
        running.forEach(future -> future.cancel(true));
    }

    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
