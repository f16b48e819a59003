// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets a member have so many calls under way at a time, over all its connections; more are refused as busy. */
final class Turnstile implements ServerInterceptor {
    private final int callsPerMember;
    private final ConcurrentMap<Integer, AtomicInteger> underWay = new ConcurrentHashMap<>();

    Turnstile(int callsPerMember) {
        this.callsPerMember = callsPerMember;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        AtomicInteger mine = underWay.computeIfAbsent(Peers.MEMBER.get(), unused -> new AtomicInteger());
        if (mine.incrementAndGet() > callsPerMember) {
            mine.decrementAndGet();
            Refusals.busy(callsPerMember).close(call);
            return new ServerCall.Listener<>() {};
        }
        return new Passed<>(next.startCall(call, headers), mine);
    }

    /** Gives the place back when the call is over, whichever way. */
    private static final class Passed<Q> extends SimpleForwardingServerCallListener<Q> {
        private final AtomicInteger underWay;
        private final AtomicBoolean over = new AtomicBoolean();

        Passed(ServerCall.Listener<Q> listener, AtomicInteger underWay) {
            super(listener);
            this.underWay = underWay;
        }

        @Override
        public void onCancel() {
            leave();
            super.onCancel();
        }

        @Override
        public void onComplete() {
            leave();
            super.onComplete();
        }

        private void leave() {
            if (over.compareAndSet(false, true)) {
                underWay.decrementAndGet();
            }
        }
    }
}
