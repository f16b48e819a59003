// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import org.jspecify.annotations.Nullable;

/** A call with one request; what it asks for is done once the request is complete. */
abstract class OneRequest<Q, A> extends ServerCall.Listener<Decoded<Q>> {
    private final ServerCall<Decoded<Q>, A> call;
    private @Nullable Decoded<Q> request;

    OneRequest(ServerCall<Decoded<Q>, A> call) {
        this.call = call;
        call.request(2);
    }

    /** Begins to answer; runs on the member's lane. */
    abstract void answer(Q request);

    final ServerCall<Decoded<Q>, A> call() {
        return call;
    }

    @Override
    public final void onMessage(Decoded<Q> message) {
        if (request == null) {
            request = message;
        } else {
            request = new Decoded.Malformed<>("requests must be one, but were two");
        }
    }

    @Override
    public final void onHalfClose() {
        Decoded<Q> complete = request;
        if (complete instanceof Decoded.Sound<Q> sound) {
            attempt(() -> answer(sound.value()));
        } else if (complete instanceof Decoded.Malformed<Q> malformed) {
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
