// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import java.util.function.Function;
import org.cordon.wire.Received;

/** One request, one answer. */
final class UnaryCall<Q, A> extends OneRequest<Q, A> {
    private final Function<Q, A> work;

    UnaryCall(ServerCall<Received<Q>, A> call, Function<Q, A> work) {
        super(call);
        this.work = work;
    }

    @Override
    void answer(Q request) {
        A answer = work.apply(request);
        call().sendHeaders(new Metadata());
        call().sendMessage(answer);
        complete();
    }
}
