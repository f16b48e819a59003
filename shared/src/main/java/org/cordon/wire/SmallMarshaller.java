// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import io.grpc.MethodDescriptor.Marshaller;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Marshals values without bulk through their form. */
final class SmallMarshaller<T> implements Marshaller<T> {
    private final Form<T, ?> form;

    SmallMarshaller(Form<T, ?> form) {
        this.form = form;
    }

    @Override
    public InputStream stream(T value) {
        return new SegmentedStream(ByteBuffer.wrap(form.write(value)));
    }

    @Override
    public T parse(InputStream stream) {
        return form.read(Incoming.of(stream, form.rules()).rest());
    }
}
