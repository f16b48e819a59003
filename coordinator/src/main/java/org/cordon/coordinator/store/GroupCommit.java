// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.cordon.coordinator.store.TransactionalDatabase.Change;
import org.cordon.coordinator.store.TransactionalDatabase.Query;
import org.cordon.disk.StoreFailure;

/*
 * Every caller queues its change and then asks for the one lock. Who gets it writes all that is queued in one
 * transaction - one fsync - and marks it done; while it waits for the disk, others queue up, and the next holder takes
 * them all. Who finds its change done just leaves. No thread of its own, no waiting for company: a lone caller pays one
 * fsync, a hundred at once pay two.
 */
/**
 * One connection to a database for many threads; one fsync serves all changes that wait together.
 *
 * <p><b>Guarantees.</b> Changes are applied in the order they were queued, so those of one thread in its order; when
 * {@link #commit} returns the change is durable. Changes that share a transaction also share its failure: each caller
 * gets a {@link StoreFailure} and none of them has happened.
 */
final class GroupCommit implements AutoCloseable {
    private final TransactionalDatabase database;
    private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();

    GroupCommit(TransactionalDatabase database) {
        this.database = database;
    }

    void commit(String act, Change change) {
        Waiting mine = new Waiting(change);
        queue.add(mine);
        lock.lock();
        try {
            if (!mine.done) {
                commitAll(drained());
            }
        } finally {
            lock.unlock();
        }
        if (mine.failure.isPresent()) {
            throw database.failure(act, mine.failure.get());
        }
    }

    private List<Waiting> drained() {
        List<Waiting> together = new ArrayList<>();
        for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
            together.add(next);
        }
        return together;
    }

    private void commitAll(List<Waiting> together) {
        Optional<SQLException> failure = Optional.empty();
        try {
            database.transact(together.stream().map(waiting -> waiting.change).toList());
        } catch (SQLException failed) {
            failure = Optional.of(failed);
        } catch (RuntimeException bug) {
            failure = Optional.of(new SQLException("a change could not be applied: " + bug.getMessage(), bug));
        }
        for (Waiting waiting : together) {
            waiting.failure = failure;
            waiting.done = true;
        }
    }

    <T> T read(String act, Query<T> query) {
        lock.lock();
        try {
            return database.read(query);
        } catch (SQLException failure) {
            throw database.failure(act, failure);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            database.close();
        } catch (SQLException failure) {
            throw database.failure("close", failure);
        } finally {
            lock.unlock();
        }
    }

    /** A change and what became of it; written and read under the lock, or after it by its owner. */
    private static final class Waiting {
        private final Change change;
        private boolean done;
        private Optional<SQLException> failure = Optional.empty();

        Waiting(Change change) {
            this.change = change;
        }
    }
}
