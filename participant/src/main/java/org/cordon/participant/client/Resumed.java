// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Leaves out of a stream that starts anew what was handed on before. */
final class Resumed implements Consumer<ByteBuffer> {
    private final AtomicLong received;
    private final Consumer<ByteBuffer> sink;
    private long position;

    Resumed(AtomicLong received, Consumer<ByteBuffer> sink) {
        this.received = received;
        this.sink = sink;
    }

    @Override
    public void accept(ByteBuffer chunk) {
        long known = Math.min(chunk.remaining(), Math.max(0, received.get() - position));
        position += chunk.remaining();
        ByteBuffer fresh = chunk.slice(chunk.position() + (int) known, chunk.remaining() - (int) known);
        if (fresh.hasRemaining()) {
            received.addAndGet(fresh.remaining());
            sink.accept(fresh);
        }
    }
}
