// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.cordon.coordinator.round.Desk;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.wire.Attend;
import org.cordon.wire.Received;
import org.jspecify.annotations.Nullable;

/**
 * The event stream of one member.
 *
 * <p>{@link #push} only queues; the queue is emptied on the member's lane by one thread at a time, as fast as the member
 * reads. A push over the bound ends the stream: the member attends anew and is told again what still matters.
 */
final class AttendCall extends OneRequest<Attend, CoordinatorMessage> implements Desk.EventSink {
    private final Desk desk;
    private final int member;
    private final int capacity;
    private final Executor lane;
    private final Consumer<AttendCall> ended;

    private final Queue<CoordinatorMessage> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicInteger drains = new AtomicInteger();
    private final AtomicReference<@Nullable Refusals> ending = new AtomicReference<>();
    private volatile boolean open;
    private volatile boolean lastSent;
    private Optional<Desk.Attendance> attendance = Optional.empty();
    private boolean over;

    AttendCall(
            ServerCall<Received<Attend>, CoordinatorMessage> call,
            Desk desk,
            int capacity,
            Executor lane,
            Consumer<AttendCall> ended) {
        super(call);
        this.desk = desk;
        this.member = Peers.MEMBER.get();
        this.capacity = capacity;
        this.lane = lane;
        this.ended = ended;
    }

    @Override
    void answer(Attend request) {
        call().sendHeaders(new Metadata());
        Desk.Attendance registered = desk.attend(member, request.logSize(), this);
        synchronized (this) {
            attendance = Optional.of(registered);
        }
        open = true;
        drain();
    }

    @Override
    public void push(CoordinatorMessage message) {
        if (size.incrementAndGet() > capacity) {
            end(Refusals.tooSlow(capacity));
            return;
        }
        waiting.add(message);
        lane.execute(this::drain);
    }

    /** Half of what may wait, as events follow. */
    @Override
    public int room() {
        return Math.max(1, capacity / 2);
    }

    /** What was pushed is sent first, as the member counts on from it. */
    @Override
    public void behind() {
        lastSent = true;
        lane.execute(this::drain);
    }

    @Override
    public void replaced() {
        end(Refusals.replaced());
    }

    @Override
    public void removed() {
        end(Refusals.removed());
    }

    /** Ends the stream with what was not sent yet left out; the first reason counts. */
    void end(Refusals why) {
        if (ending.compareAndSet(null, why)) {
            lane.execute(this::drain);
        }
    }

    @Override
    public void onReady() {
        drain();
    }

    @Override
    public void onCancel() {
        leave();
    }

    @Override
    public void onComplete() {
        leave();
    }

    private void drain() {
        if (drains.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            attempt(this::sendWhatFits);
            seen = drains.addAndGet(-seen);
        } while (seen != 0);
    }

    private void sendWhatFits() {
        while (open) {
            Refusals why = ending.get();
            if (why != null) {
                leave();
                why.close(call());
                return;
            }
            CoordinatorMessage next = call().isReady() ? waiting.poll() : null;
            if (next == null) {
                endBehind();
                return;
            }
            size.decrementAndGet();
            call().sendMessage(next);
        }
    }

    private void endBehind() {
        if (lastSent && waiting.isEmpty() && call().isReady()) {
            leave();
            Refusals.behind().close(call());
        }
    }

    private void leave() {
        open = false;
        Optional<Desk.Attendance> mine;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            mine = attendance;
            waiting.clear();
        }
        mine.ifPresent(Desk.Attendance::close);
        ended.accept(this);
    }
}
