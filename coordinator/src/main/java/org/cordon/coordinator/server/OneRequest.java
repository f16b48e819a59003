// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import org.cordon.wire.Received;
import org.jspecify.annotations.Nullable;

/** A call with one request; what it asks for is done once the request is complete. */
abstract class OneRequest<Q, A> extends ServerCall.Listener<Received<Q>> {
    private final ServerCall<Received<Q>, A> call;
    private @Nullable Received<Q> request;

    OneRequest(ServerCall<Received<Q>, A> call) {
        this.call = call;
        call.request(2);
    }

    /** Begins to answer; runs on the member's lane. */
    abstract void answer(Q request);

    final ServerCall<Received<Q>, A> call() {
        return call;
    }

    @Override
    public final void onMessage(Received<Q> message) {
        if (request == null) {
            request = message;
        } else {
            request = new Received.Garbage<>("requests must be one, but were two");
        }
    }

    @Override
    public final void onHalfClose() {
        Received<Q> complete = request;
        if (complete instanceof Received.Whole<Q> sound) {
            attempt(() -> answer(sound.value()));
        } else if (complete instanceof Received.Garbage<Q> malformed) {
            Refusals.malformed(malformed.sentence()).close(call);
        } else {
            Refusals.malformed("requests must be one, but were none").close(call);
        }
    }

    /** Runs a step; a failure ends the call. */
    final void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException failure) {
            Refusals.of(failure, call).close(call);
        }
    }

    final void complete() {
        call.close(io.grpc.Status.OK, new Metadata());
    }
}
