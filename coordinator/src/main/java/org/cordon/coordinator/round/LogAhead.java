// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.util.List;
import org.cordon.coordinator.log.ProtocolLog;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.CoordinatorMessage.LogUpdate;

/**
 * Puts what is new in the protocol log ahead of every event for one member, in the same order for everybody.
 *
 * <p>Its monitor is taken with a task's lock held or with none, and only the log's own locks are taken within; what it pushes
 * to never blocks.
 */
final class LogAhead implements Desk.EventSink {
    private final ProtocolLog log;
    private final Desk.EventSink sink;
    private final long arrivals;
    private long known;
    private long cosigned;
    private boolean isFresh;
    private boolean isBehind;

    /** @param known leaves that the member holds */
    LogAhead(ProtocolLog log, long known, Desk.EventSink sink) {
        this.log = log;
        this.known = known;
        this.sink = sink;
        this.arrivals = log.arrivals();
    }

    /** The member has come, or is to cosign once more: it learns of the newest checkpoint even if it has all leaves. */
    synchronized void attended() {
        update(true);
    }

    @Override
    public synchronized void push(CoordinatorMessage message) {
        update(waits());
        if (!isBehind) {
            sink.push(message);
        }
    }

    /** The log has grown, and no event tells so. */
    synchronized void tell() {
        update(false);
    }

    /**
     * A quorum stands behind a larger checkpoint. Usually the next event says so. It is told at once if the member waits for it:
     * the first time since it attends, and when a task is approved by it.
     */
    synchronized void quorumGrew() {
        if (waits()) {
            update(true);
        }
    }

    private synchronized boolean waits() {
        long approval = log.newestApproval();
        boolean approves = cosigned <= approval && approval < log.cosignedSize();
        return approves || (!isFresh && log.isFreshSince(arrivals));
    }

    private synchronized void update(boolean always) {
        if (isBehind || (!always && log.size() <= known)) {
            return;
        }
        boolean fresh = log.isFreshSince(arrivals);
        long quorum = log.cosignedSize();
        List<LogUpdate> updates = log.updates(known, sink.room());
        updates.forEach(sink::push);
        LogUpdate last = updates.get(updates.size() - 1);
        known = last.from() + last.leaves().size();
        cosigned = quorum;
        isFresh |= fresh;
        if (known < log.size() && updates.size() == sink.room()) {
            isBehind = true;
            sink.behind();
        }
    }

    @Override
    public void replaced() {
        sink.replaced();
    }

    @Override
    public void removed() {
        sink.removed();
    }
}
