// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * The threads of an audit, one for each processor, for work whose parts do not depend on each other.
 *
 * <p><b>Guarantees.</b> Results come in the order of what they are made from, whatever the number of threads; nothing is queued
 * beyond one call.
 */
public final class AuditWorkers implements AutoCloseable {
    private final int threads;
    private final ExecutorService pool;

    /** As many as the machine has processors. */
    public AuditWorkers() {
        this(Runtime.getRuntime().availableProcessors());
    }

    AuditWorkers(int threads) {
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "audit");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What {@code work} makes of each; what it throws comes out in a {@link java.util.concurrent.CompletionException}. */
    public <T, R> List<R> map(List<T> items, Function<T, R> work) {
        List<CompletableFuture<List<R>>> parts = new ArrayList<>();
        for (int part = 0; part < threads; part++) {
            List<T> own = items.subList(items.size() * part / threads, items.size() * (part + 1) / threads);
            if (!own.isEmpty()) {
                parts.add(CompletableFuture.supplyAsync(
                        () -> own.stream().map(work).toList(), pool));
            }
        }
        List<R> results = new ArrayList<>(items.size());
        parts.forEach(part -> results.addAll(part.join()));
        return results;
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
