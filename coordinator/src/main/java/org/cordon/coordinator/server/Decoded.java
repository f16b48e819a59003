// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import io.grpc.MethodDescriptor;
import java.io.InputStream;
import org.cordon.suite.BodyCodec;

/** A request as it was read, or why it could not be: so that bad bytes become a typed refusal and not a failure. */
sealed interface Decoded<T> {
    record Sound<T>(T value) implements Decoded<T> {}

    record Malformed<T>(String sentence) implements Decoded<T> {}

    /** The method with its requests decoded that way. */
    static <Q, A> MethodDescriptor<Decoded<Q>, A> requests(MethodDescriptor<Q, A> method) {
        return method.toBuilder(new RequestMarshaller<>(method.getRequestMarshaller()), method.getResponseMarshaller())
                .build();
    }

    record RequestMarshaller<T>(MethodDescriptor.Marshaller<T> wire) implements MethodDescriptor.Marshaller<Decoded<T>> {
        @Override
        public Decoded<T> parse(InputStream stream) {
            try {
                return new Sound<>(wire.parse(stream));
            } catch (BodyCodec.MalformedBody malformed) {
                return new Malformed<>(String.valueOf(malformed.getMessage()));
            }
        }

        @Override
        public InputStream stream(Decoded<T> value) {
            throw new UnsupportedOperationException("a server sends no requests");
        }
    }
}
