// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call of any kind, run to its end on the calling thread, with flow control both ways. */
final class Exchange<Q, A> extends ClientCall.Listener<A> {
    private static final long CANCEL_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final ClientCall<Q, A> call;
    private final Iterator<? extends Q> requests;
    private final Consumer<? super A> answers;
    private final int ahead;
    private int unasked;
    private boolean halfClosed;
    private @Nullable RuntimeException sinkFailure;
    private @Nullable Status status;
    private Metadata trailers = new Metadata();

    private Exchange(ClientCall<Q, A> call, Iterator<? extends Q> requests, Consumer<? super A> answers, int ahead) {
        this.call = call;
        this.requests = requests;
        this.answers = answers;
        this.ahead = ahead;
    }

    /**
     * Sends all requests, the first at once and the others as fast as the coordinator takes them, and hands every answer
     * to {@code answers}.
     *
     * @param ahead how many answers may wait before they are handed over
     * @throws StatusRuntimeException when the call ends otherwise than well
     */
    static <Q, A> void run(
            Channel channel,
            MethodDescriptor<Q, A> method,
            CallOptions options,
            Iterator<? extends Q> requests,
            int ahead,
            Consumer<? super A> answers)
            throws InterruptedException {
        CallerRuns caller = new CallerRuns();
        ClientCall<Q, A> call = channel.newCall(method, options.withExecutor(caller));
        new Exchange<>(call, requests, answers, ahead).run(caller);
    }

    private void run(CallerRuns caller) throws InterruptedException {
        call.start(this, new Metadata());
        try {
            call.request(ahead);
            sendNext();
            caller.runUntil(this::isOver);
        } catch (InterruptedException | RuntimeException stopped) {
            call.cancel("the caller stopped", stopped);
            caller.runOut(this::isOver, CANCEL_NANOS);
            throw stopped;
        }
        if (sinkFailure != null) {
            throw sinkFailure;
        }
        if (status != null && !status.isOk()) {
            throw status.asRuntimeException(trailers);
        }
    }

    private boolean isOver() {
        return status != null;
    }

    private void sendNext() {
        if (requests.hasNext()) {
            call.sendMessage(requests.next());
        }
        if (!requests.hasNext()) {
            halfClosed = true;
            call.halfClose();
        }
    }

    @Override
    public void onReady() {
        while (!halfClosed && call.isReady()) {
            sendNext();
        }
    }

    @Override
    public void onMessage(A message) {
        if (sinkFailure != null) {
            return;
        }
        try {
            answers.accept(message);
        } catch (RuntimeException failure) {
            sinkFailure = failure;
            call.cancel("the sink failed", failure);
            return;
        }
        unasked++;
        if (2 * unasked >= ahead) {
            call.request(unasked);
            unasked = 0;
        }
    }

    @Override
    public void onClose(Status end, Metadata last) {
        trailers = last;
        status = end;
    }
}
