// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.cordon.proto.v1.StateChunk;
import org.cordon.proto.v1.SumChunk;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;

/** Marshals messages that are one bytes field with number 1: pieces of public data on their way to a participant. */
final class ChunkMarshaller<T> implements Marshaller<T> {
    private static final int MAX_DATA_BYTES = 1 << 20;
    private static final int TAG = (1 << 3) | 2;

    /** Longer than tag and length. */
    private static final int HEAD_BYTES = 8;

    private final MessageRules rules;
    private final String field;
    private final Function<T, ByteBuffer> toData;
    private final Function<byte[], T> toValue;

    private ChunkMarshaller(Descriptor type, Function<T, ByteBuffer> toData, Function<byte[], T> toValue) {
        this.rules = MessageRules.of(type);
        this.field = type.getName() + ".data";
        this.toData = toData;
        this.toValue = toValue;
    }

    static ChunkMarshaller<ByteBuffer> sum() {
        return new ChunkMarshaller<>(SumChunk.getDescriptor(), data -> data, ByteBuffer::wrap);
    }

    static ChunkMarshaller<Bytes> state() {
        return new ChunkMarshaller<>(
                StateChunk.getDescriptor(), data -> ByteBuffer.wrap(data.toByteArray()), Bytes::wrap);
    }

    static long maxBytes() {
        return MessageRules.of(SumChunk.getDescriptor()).maxBytes();
    }

    @Override
    public InputStream stream(T value) {
        ByteBuffer data = toData.apply(value);
        int length = data.remaining();
        if (length < 1 || length > MAX_DATA_BYTES) {
            throw new IllegalArgumentException(field + " must be 1 to 1048576 bytes, but was " + length);
        }
        WireWriter head = new WireWriter(1 + CodedOutputStream.computeUInt32SizeNoTag(length));
        head.varint(TAG);
        head.varint(length);
        return new SegmentedStream(ByteBuffer.wrap(head.toByteArray()), data);
    }

    @Override
    public T parse(InputStream stream) {
        Incoming message = Incoming.of(stream, rules);
        byte[] head = message.head(HEAD_BYTES);
        int total = head.length + message.remaining();
        WireReader reader = new WireReader(head, 0);
        long tag = reader.varint(head.length, rules.name());
        if (tag != TAG) {
            throw new MalformedBody(field + " must be the only field, but had tag " + tag);
        }
        long length = UploadMarshaller.requireRest(reader, head, total, field);
        if (length < 1 || length > MAX_DATA_BYTES) {
            throw new MalformedBody(field + " must be 1 to 1048576 bytes, but was " + length);
        }
        return toValue.apply(UploadMarshaller.payload(message, head, reader.position()));
    }
}
