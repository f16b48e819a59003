// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.suite.Bytes;
import org.cordon.suite.Scope;
import org.cordon.task.CharterRejected;

/**
 * Coordinator and exchanges at work: all attend, the task is submitted, one exchange is cut off in mid-round and comes back
 * from its own store, the task ends.
 */
final class DemoFederation implements AutoCloseable {
    /** Which exchange leaves, from 0. */
    static final int LEAVER = 3;

    private static final int AWAY_ROUNDS = 2;
    private static final Duration ATTEND_WITHIN = Duration.ofSeconds(60);
    private static final Duration SEAL_WITHIN = Duration.ofSeconds(10);

    private final Progress progress;
    private final int leavesAfter;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CoordinatorNode coordinator;
    private final List<ExchangeNode> exchanges = new ArrayList<>();
    private final DropOut dropOut = new DropOut(() -> events.add(new Event.Left()));
    private final Set<Long> rounds = new HashSet<>();
    private int sums;
    private int dropOuts;
    private int fewest = Integer.MAX_VALUE;
    private int vectorsBefore;
    private boolean left;
    private int backAfter = Integer.MAX_VALUE;

    /** What happened, in order, for the thread that runs the demo. */
    private sealed interface Event {
        record Summed(Scope where, int cohort, int survivors) implements Event {}

        record Aborted(Scope where, String why) implements Event {}

        record Left() implements Event {}

        record Over() implements Event {}
    }

    /**
     * What was seen.
     *
     * @param rounds in which at least a cohort was sought, with or without a sum
     * @param dropOuts members of a cohort whose vector did not come
     * @param fewest members in any sum
     * @param vectorsAfterReturn vectors of the exchange that left, taken since it came back
     */
    record Seen(Bytes lastState, int rounds, int sums, int dropOuts, int fewest, int vectorsAfterReturn) {}

    /** @param leavesAfter how many sums the leaver waits for */
    DemoFederation(Grounds grounds, DemoData data, long seed, int leavesAfter, Progress progress) throws IOException {
        this.progress = progress;
        this.leavesAfter = leavesAfter;
        this.coordinator = CoordinatorNode.start(grounds);
        for (int i = 0; i < data.exchanges().size(); i++) {
            DropOut own = i == LEAVER ? dropOut : DropOut.never();
            exchanges.add(new ExchangeNode(grounds, data.exchanges().get(i), i + 1, seed, own));
        }
    }

    List<ExchangeNode> exchanges() {
        return exchanges;
    }

    Seen run() throws IOException, InterruptedException {
        for (ExchangeNode exchange : exchanges) {
            exchange.start(coordinator.port());
        }
        awaitAll();
        CompletableFuture<Bytes> done = submit();
        CompletableFuture<Boolean> unused = done.handle((state, failure) -> events.add(new Event.Over()));
        while (!done.isDone() || !events.isEmpty()) {
            act(events.take());
        }
        Bytes last = state(done);
        coordinator.seal(SEAL_WITHIN);
        return new Seen(last, rounds.size(), sums, dropOuts, fewest, vectorsAfterReturn());
    }

    private CompletableFuture<Bytes> submit() {
        try {
            return coordinator.submit(new TaskListener() {
                @Override
                public void summed(Scope where, int cohort, int survivors, Bytes state) {
                    if (where.round() >= leavesAfter) {
                        dropOut.arm();
                    }
                    events.add(new Event.Summed(where, cohort, survivors));
                }

                @Override
                public void aborted(Scope where, String why) {
                    events.add(new Event.Aborted(where, why));
                }
            });
        } catch (CharterRejected rejected) {
            throw new IllegalStateException("the demo's own charter was rejected", rejected);
        }
    }

    private void awaitAll() throws InterruptedException {
        long end = System.nanoTime() + ATTEND_WITHIN.toNanos();
        while (coordinator.attending() < exchanges.size()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("only " + coordinator.attending() + " of " + exchanges.size()
                        + " exchanges reached the coordinator on this machine");
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private void act(Event event) throws IOException {
        if (event instanceof Event.Summed summed) {
            sums++;
            rounds.add(key(summed.where()));
            dropOuts += summed.cohort() - summed.survivors();
            fewest = Math.min(fewest, summed.survivors());
            progress.step();
            if (left && sums >= backAfter) {
                comeBack();
            }
        } else if (event instanceof Event.Aborted aborted) {
            rounds.add(key(aborted.where()));
        } else if (event instanceof Event.Left) {
            leave();
        }
    }

    private static long key(Scope where) {
        return ((long) where.epoch() << 32) | where.round();
    }

    private void leave() {
        ExchangeNode leaver = exchanges.get(LEAVER);
        leaver.close();
        vectorsBefore = leaver.tally().vectors();
        left = true;
        backAfter = sums + 1 + AWAY_ROUNDS;
        progress.say(leaver.name() + " is cut off in mid-round; the others go on without its vector");
    }

    private void comeBack() throws IOException {
        left = false;
        exchanges.get(LEAVER).start(coordinator.port());
        progress.say(exchanges.get(LEAVER).name() + " starts again from its own store");
    }

    private int vectorsAfterReturn() {
        return exchanges.get(LEAVER).tally().vectors() - vectorsBefore;
    }

    private static Bytes state(CompletableFuture<Bytes> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the federation stopped", failed.getCause());
        }
    }

    @Override
    public void close() {
        exchanges.forEach(ExchangeNode::close);
        coordinator.close();
    }
}
