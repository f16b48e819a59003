// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Function;
import org.cordon.wire.Received;

/**
 * One request, many answers, fetched from the desk only as fast as the member reads.
 *
 * <p>Between two {@code onReady} the call holds no thread, and at most {@code ahead} bytes (and one answer) wait in it.
 */
final class StreamingCall<Q, A> extends OneRequest<Q, A> {
    private final Function<Q, Iterator<A>> work;
    private Iterator<A> answers = Collections.emptyIterator();
    private boolean streaming;

    StreamingCall(ServerCall<Received<Q>, A> call, int ahead, Function<Q, Iterator<A>> work) {
        super(call);
        this.work = work;
        call.setOnReadyThreshold(ahead);
    }

    @Override
    void answer(Q request) {
        answers = work.apply(request);
        call().sendHeaders(new Metadata());
        streaming = true;
        pump();
    }

    @Override
    public void onReady() {
        if (streaming) {
            attempt(this::pump);
        }
    }

    @Override
    public void onCancel() {
        streaming = false;
        answers = Collections.emptyIterator();
    }

    private void pump() {
        while (call().isReady() && !call().isCancelled()) {
            if (!answers.hasNext()) {
                streaming = false;
                complete();
                return;
            }
            call().sendMessage(answers.next());
        }
    }
}
