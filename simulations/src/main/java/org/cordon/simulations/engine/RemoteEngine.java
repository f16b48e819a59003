// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cordon.suite.Bytes;

/** Exchanges work in other processes; what they send is added up on the threads of this one. */
final class RemoteEngine implements Engine {
    private static final int WAITING = 16;

    private final RemoteWork remote;
    private final ThreadPoolExecutor adding;

    RemoteEngine(RemoteWork remote, int threads) {
        this.remote = remote;
        // Whoever brings more than fits adds it up itself, so that outcomes do not pile up.
        this.adding = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                task -> {
                    Thread thread = new Thread(task, "outcomes");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    @Override
    public void each(RoundOrder order, List<ClientTask> tasks, Consumer<ClientResult> sink)
            throws InterruptedException {
        if (tasks.isEmpty()) {
            return;
        }
        Map<Integer, ClientTask> byExchange =
                tasks.stream().collect(Collectors.toMap(ClientTask::exchange, Function.identity()));
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        CountDownLatch left = new CountDownLatch(tasks.size());
        Consumer<Bytes> take = outcome -> adding.execute(() -> {
            try {
                take(RemoteCodec.outcome(outcome), byExchange, sink);
            } catch (RuntimeException | Error failed) {
                failures.add(failed);
            } finally {
                left.countDown();
            }
        });
        remote.each(
                RemoteCodec.order(order), tasks.stream().map(RemoteCodec::task).toList(), take);
        left.await();
        Optional.ofNullable(failures.peek()).ifPresent(RemoteEngine::fail);
    }

    private static void take(RemoteCodec.Outcome outcome, Map<Integer, ClientTask> tasks, Consumer<ClientResult> sink) {
        Optional.ofNullable(tasks.get(outcome.result().exchange()))
                .orElseThrow()
                .memory()
                .replace(outcome.memory());
        sink.accept(outcome.result());
    }

    private static void fail(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @Override
    public void close() {
        adding.shutdownNow();
    }
}
