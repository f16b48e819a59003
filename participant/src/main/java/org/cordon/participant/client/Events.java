// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.cordon.participant.round.CoordinatorLink.LinkRefused;
import org.cordon.participant.round.CoordinatorLink.LinkUnavailable;
import org.cordon.sum.round.CoordinatorMessage;

/** Events that wait to be taken; the stream asks for one more whenever one is taken, so the bound is the stream's. */
final class Events {
    private record Waiting(CoordinatorMessage message, Runnable taken) {}

    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private Optional<String> refused = Optional.empty();
    private boolean closed;

    synchronized void add(CoordinatorMessage message, Runnable taken) {
        waiting.add(new Waiting(message, taken));
        notifyAll();
    }

    /** Nothing more will come, for the reason in {@code sentence}. */
    synchronized void refuse(String sentence) {
        refused = Optional.of(sentence);
        notifyAll();
    }

    /** Forgets what waits: on a new stream everything that still matters comes again, in the order of the log. */
    synchronized void forget() {
        waiting.clear();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    Optional<CoordinatorMessage> next(Duration timeout) throws InterruptedException {
        Optional<Waiting> next = take(System.nanoTime() + timeout.toNanos());
        next.ifPresent(event -> event.taken().run());
        return next.map(Waiting::message);
    }

    private synchronized Optional<Waiting> take(long end) throws InterruptedException {
        while (waiting.isEmpty()) {
            if (closed) {
                throw new LinkUnavailable("the link was closed", new IllegalStateException("closed"));
            }
            if (refused.isPresent()) {
                throw new LinkRefused(refused.get(), new IllegalStateException("refused"));
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                return Optional.empty();
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
        }
        return Optional.ofNullable(waiting.poll());
    }
}
