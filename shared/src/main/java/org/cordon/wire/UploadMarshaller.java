// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.cordon.proto.v1.SignedUpload;
import org.cordon.proto.v1.UploadChunk;
import org.cordon.suite.BodyCodec.MalformedBody;

/**
 * Marshals the parts of an upload; data is written from where it lies and read once into the array it stays in.
 *
 * <p>An UploadChunk with data is, byte by byte: {@code 0x12}, the length of ChunkData, {@code 0x08} and the offset
 * unless
 * it is 0, {@code 0x12}, the length of the data, the data.
 */
final class UploadMarshaller implements Marshaller<UploadPart> {
    static final MessageRules RULES = MessageRules.of(UploadChunk.getDescriptor());

    private static final MessageRules STATEMENT = MessageRules.of(SignedUpload.getDescriptor());
    private static final int DATA = (UploadChunk.DATA_FIELD_NUMBER << 3) | 2;
    private static final int OFFSET = org.cordon.proto.v1.ChunkData.OFFSET_FIELD_NUMBER << 3;
    private static final int MASKED = (org.cordon.proto.v1.ChunkData.MASKED_FIELD_NUMBER << 3) | 2;

    /** Longer than all that may come before the data: three tags, two lengths and an offset. */
    private static final int HEAD_BYTES = 24;

    @Override
    public InputStream stream(UploadPart part) {
        if (part instanceof UploadPart.Data data) {
            return new SegmentedStream(
                    ByteBuffer.wrap(head(data.offset(), data.masked().remaining())), data.masked());
        }
        UploadPart.Statement statement = (UploadPart.Statement) part;
        byte[] bytes = UploadChunk.newBuilder()
                .setStatement(RoundForms.upload(statement.signed()))
                .build()
                .toByteArray();
        return new SegmentedStream(ByteBuffer.wrap(bytes));
    }

    @Override
    public UploadPart parse(InputStream stream) {
        Incoming message = Incoming.of(stream, RULES);
        byte[] head = message.head(HEAD_BYTES);
        return head.length > 0 && head[0] == DATA ? data(message, head) : statement(message, head);
    }

    /** Bytes of an UploadChunk before its data. */
    static int headBytes(long offset, int length) {
        int inner = innerHeadBytes(offset, length);
        return 1 + CodedOutputStream.computeUInt32SizeNoTag(inner + length) + inner;
    }

    private static int innerHeadBytes(long offset, int length) {
        int offsetBytes = offset == 0 ? 0 : 1 + CodedOutputStream.computeUInt64SizeNoTag(offset);
        return offsetBytes + 1 + CodedOutputStream.computeUInt32SizeNoTag(length);
    }

    private static byte[] head(long offset, int length) {
        WireWriter head = new WireWriter(headBytes(offset, length));
        head.varint(DATA);
        head.varint(innerHeadBytes(offset, length) + length);
        if (offset != 0) {
            head.varint(OFFSET);
            head.varint(offset);
        }
        head.varint(MASKED);
        head.varint(length);
        return head.toByteArray();
    }

    private static UploadPart data(Incoming message, byte[] head) {
        int total = head.length + message.remaining();
        WireReader reader = new WireReader(head, 0);
        reader.varint(head.length, "UploadChunk");
        requireRest(reader, head, total, "UploadChunk.data");
        long tag = reader.varint(head.length, "ChunkData");
        long offset = 0;
        if (tag == OFFSET) {
            offset = reader.varint(head.length, "ChunkData.offset");
            if (offset <= 0 || offset > UploadPart.Data.MAX_OFFSET) {
                throw new MalformedBody(
                        "ChunkData.offset must be left out or in [1, 2^40], but was " + Long.toUnsignedString(offset));
            }
            tag = reader.varint(head.length, "ChunkData");
        }
        if (tag != MASKED) {
            throw new MalformedBody("ChunkData.masked must be present and last, but had tag " + tag);
        }
        long length = requireRest(reader, head, total, "ChunkData.masked");
        if (length < 1 || length > UploadPart.MAX_DATA_BYTES) {
            throw new MalformedBody("ChunkData.masked must be 1 to 1048576 bytes, but was " + length);
        }
        return new UploadPart.Data(offset, ByteBuffer.wrap(payload(message, head, reader.position())));
    }

    /** The length that comes next must be all that is left of the message. */
    static long requireRest(WireReader reader, byte[] head, int total, String field) {
        long length = reader.varint(head.length, field);
        if (length != total - reader.position()) {
            throw new MalformedBody(field + " must be as long as the rest of its message, "
                    + (total - reader.position()) + " bytes, but was " + Long.toUnsignedString(length));
        }
        return length;
    }

    /** What follows {@code from} in {@code head} and then in the message. */
    static byte[] payload(Incoming message, byte[] head, int from) {
        int inHead = head.length - from;
        byte[] payload = new byte[inHead + message.remaining()];
        System.arraycopy(head, from, payload, 0, inHead);
        message.read(payload, inHead, message.remaining());
        return payload;
    }

    private static UploadPart statement(Incoming message, byte[] head) {
        int total = head.length + message.remaining();
        if (total > STATEMENT.maxBytes() + HEAD_BYTES) {
            throw STATEMENT.tooLong(total);
        }
        byte[] all = payload(message, head, 0);
        RULES.check(all);
        try {
            return new UploadPart.Statement(
                    RoundForms.upload(UploadChunk.parseFrom(all).getStatement()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException malformed) {
            throw new MalformedBody("UploadChunk must be well formed: " + malformed.getMessage());
        }
    }
}
