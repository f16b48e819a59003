// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.cordon.participant.round.CoordinatorLink;
import org.cordon.participant.round.CoordinatorLink.LinkRefused;
import org.cordon.participant.round.CoordinatorLink.LinkUnavailable;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.wire.Attend;
import org.cordon.wire.Methods;
import org.jspecify.annotations.Nullable;

/**
 * The connection and its event stream: dials, attends, and after a break dials again with backoff, on a thread of its own,
 * until it is closed or refused for good.
 *
 * <p>The connection counts as up once the coordinator has answered the event stream, which shows that it took us in.
 */
final class Attendance implements AutoCloseable {
    /** Events that may wait to be taken. */
    private static final int AHEAD = 64;

    private static final long CANCEL_NANOS = TimeUnit.SECONDS.toNanos(2);

    private Dialler dialler;
    private Optional<Stream> attending = Optional.empty();
    private final Backoff backoff;
    private final Faults faults;
    private final Events events;
    private final Thread thread;

    private volatile CoordinatorLink.Witness witness = CoordinatorLink.Witness.NONE;
    private State state = new Down("not connected yet");

    /** Where the link stands. */
    private sealed interface State {}

    private record Down(String why) implements State {}

    private record Up(ManagedChannel channel) implements State {}

    private record Refused(String sentence) implements State {}

    private record Closed() implements State {}

    Attendance(Dialler dialler, LinkSettings settings, Faults faults, Backoff backoff, Events events) {
        this.dialler = dialler;
        this.backoff = backoff;
        this.faults = faults;
        this.events = events;
        this.thread = new Thread(this::keepAttending, "cordon-link-" + settings.coordinator());
        this.thread.setDaemon(true);
    }

    void witnessedBy(CoordinatorLink.Witness member) {
        witness = member;
    }

    CoordinatorLink.Witness witness() {
        return witness;
    }

    /** Dials, unless it does already. */
    synchronized void start() {
        if (thread.getState() == Thread.State.NEW && !isOver()) {
            thread.start();
        }
    }

    synchronized boolean isUp() {
        return state instanceof Up;
    }

    /** The channel of a connection that is up, once there is one. */
    synchronized ManagedChannel awaitUp(long endNanos) throws InterruptedException {
        while (true) {
            if (state instanceof Up up) {
                return up.channel();
            }
            if (state instanceof Refused refused) {
                throw new LinkRefused(refused.sentence(), new IllegalStateException("refused"));
            }
            if (state instanceof Closed) {
                throw new LinkUnavailable("the link was closed", new IllegalStateException("closed"));
            }
            long left = endNanos - System.nanoTime();
            if (left <= 0) {
                String why = state instanceof Down down ? down.why() : "";
                throw new LinkUnavailable(
                        "the coordinator was not reached in time: " + why, new IllegalStateException(why));
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
        }
    }

    /** Waits for a while, less if the link is closed or refused meanwhile. */
    synchronized void pause(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (!isOver()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
        }
    }

    /** Ends all attempts: they would fail again for the same reason. */
    synchronized void refuse(String sentence) {
        if (!isOver()) {
            become(new Refused(sentence));
            events.refuse(sentence);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            become(new Closed());
        }
        events.close();
        thread.interrupt();
    }

    private synchronized boolean isOver() {
        return state instanceof Closed || state instanceof Refused;
    }

    private synchronized void become(State next) {
        if (!(state instanceof Closed)) {
            state = next;
            notifyAll();
        }
    }

    private synchronized void stand(State next) {
        if (!isOver()) {
            become(next);
        }
    }

    /**
     * From now on another dialler is used.
     *
     * @param now whether the connection that is up is left at once; calls under way on it end in peace
     */
    synchronized void redial(Dialler next, boolean now) {
        dialler = next;
        if (now) {
            attending.ifPresent(Stream::leave);
        }
    }

    /** The stream that stands is left, and another begun over the same connection. */
    synchronized void attendAgain() {
        attending.ifPresent(Stream::leave);
    }

    private synchronized Dialler dialler() {
        return dialler;
    }

    /** Makes this the stream that {@link #redial} leaves; false if the dialler has changed since its channel was made. */
    private synchronized boolean attends(Stream stream, Dialler with) {
        attending = Optional.of(stream);
        return with == dialler;
    }

    private void keepAttending() {
        Dialler with = dialler();
        ManagedChannel channel = with.dial();
        try {
            while (!isOver()) {
                Stream stream = new Stream(channel);
                if (attends(stream, with)) {
                    stream.run();
                    pause(stream.isLeft() ? 0 : backoff.nextNanos());
                }
                if (with != dialler() || channel.getState(false) != ConnectivityState.READY) {
                    channel.shutdown();
                    with = dialler();
                    channel = with.dial();
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            channel.shutdownNow();
        }
    }

    /** One event stream, from its request to its end. */
    private final class Stream extends ClientCall.Listener<CoordinatorMessage> {
        private final ManagedChannel channel;
        private final CallerRuns caller = new CallerRuns();
        private final ClientCall<Attend, CoordinatorMessage> call;
        private @Nullable Status status;
        private volatile boolean left;

        Stream(ManagedChannel channel) {
            this.channel = channel;
            this.call = channel.newCall(
                    Methods.ATTEND,
                    CallOptions.DEFAULT.withExecutor(caller).withMaxInboundMessageSize(Methods.MAX_RESPONSE_BYTES));
        }

        void run() throws InterruptedException {
            events.forget();
            call.start(this, new Metadata());
            try {
                call.request(AHEAD);
                call.sendMessage(new Attend(witness.logSize()));
                call.halfClose();
                caller.runUntil(this::isEnded);
            } catch (InterruptedException | RuntimeException stopped) {
                call.cancel("the link is closing", stopped);
                caller.runOut(this::isEnded, CANCEL_NANOS);
                throw stopped;
            }
        }

        private boolean isEnded() {
            return status != null;
        }

        /** Ends the stream, as the member comes back on another connection. */
        void leave() {
            left = true;
            stand(new Down("dialling anew"));
            caller.execute(() -> call.cancel("the member dials anew", null));
        }

        boolean isLeft() {
            return left;
        }

        @Override
        public void onHeaders(Metadata headers) {
            backoff.succeeded();
            stand(new Up(channel));
        }

        @Override
        public void onMessage(CoordinatorMessage message) {
            events.add(message, () -> caller.execute(() -> call.request(1)));
        }

        @Override
        public void onClose(Status end, Metadata trailers) {
            status = end;
            Optional<String> lasting = left ? Optional.empty() : faults.lasting(end, trailers);
            lasting.ifPresent(Attendance.this::refuse);
            stand(new Down(Faults.brief(end)));
        }
    }
}
