// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import io.grpc.MethodDescriptor.Marshaller;
import java.io.InputStream;
import org.cordon.suite.BodyCodec.MalformedBody;

/** Turns what another marshaller refuses into a value. */
final class ReceivedMarshaller<T> implements Marshaller<Received<T>> {
    private final Marshaller<T> whole;

    ReceivedMarshaller(Marshaller<T> whole) {
        this.whole = whole;
    }

    @Override
    public InputStream stream(Received<T> value) {
        if (value instanceof Received.Whole<T> received) {
            return whole.stream(received.value());
        }
        throw new IllegalArgumentException("request must be whole, but was garbage");
    }

    @Override
    public Received<T> parse(InputStream stream) {
        try {
            return new Received.Whole<>(whole.parse(stream));
        } catch (MalformedBody malformed) {
            return new Received.Garbage<>(String.valueOf(malformed.getMessage()));
        }
    }
}
