// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import com.google.protobuf.CodedOutputStream;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.sum.round.Block;

/**
 * Marshals blocks by hand: {@code 0x08} position unless 0, {@code 0x10} member, {@code 0x1a} length and words, and
 * for each
 * node of the path {@code 0x22 0x22 0x0a 0x20} and 32 bytes.
 */
final class BlockMarshaller implements Marshaller<Block> {
    static final MessageRules RULES = MessageRules.of(org.cordon.proto.v1.Block.getDescriptor());

    private static final int POSITION = org.cordon.proto.v1.Block.POSITION_FIELD_NUMBER << 3;
    private static final int MEMBER = org.cordon.proto.v1.Block.MEMBER_FIELD_NUMBER << 3;
    private static final int WORDS = (org.cordon.proto.v1.Block.WORDS_FIELD_NUMBER << 3) | 2;
    private static final int PATH = (org.cordon.proto.v1.Block.PATH_FIELD_NUMBER << 3) | 2;
    private static final int HASH = (org.cordon.proto.v1.MerkleNode.HASH_FIELD_NUMBER << 3) | 2;
    private static final int NODE_BYTES = 2 + Digest.BYTES;

    @Override
    public InputStream stream(Block block) {
        byte[] exact = write(block);
        try {
            RULES.check(exact);
        } catch (MalformedBody outOfBounds) {
            throw new IllegalArgumentException(outOfBounds.getMessage(), outOfBounds);
        }
        return new SegmentedStream(ByteBuffer.wrap(exact));
    }

    @Override
    public Block parse(InputStream stream) {
        byte[] exact = Incoming.of(stream, RULES).rest();
        RULES.check(exact);
        return read(exact);
    }

    private static byte[] write(Block block) {
        int words = block.words().size();
        WireWriter writer = new WireWriter(size(block));
        if (block.position() != 0) {
            writer.varint(POSITION);
            writer.varint(block.position());
        }
        if (block.member() != 0) {
            writer.varint(MEMBER);
            writer.varint(block.member());
        }
        if (words != 0) {
            writer.varint(WORDS);
            writer.varint(words);
            block.words().copyTo(writer.array(), writer.reserve(words));
        }
        for (Digest node : block.path()) {
            writer.varint(PATH);
            writer.varint(NODE_BYTES);
            writer.varint(HASH);
            writer.varint(Digest.BYTES);
            writer.bytes(node.toByteArray());
        }
        return writer.toByteArray();
    }

    private static int size(Block block) {
        int position = block.position() == 0 ? 0 : 1 + CodedOutputStream.computeUInt64SizeNoTag(block.position());
        int member = block.member() == 0 ? 0 : 1 + CodedOutputStream.computeUInt64SizeNoTag(block.member());
        int length = block.words().size();
        int words = length == 0 ? 0 : 1 + CodedOutputStream.computeUInt32SizeNoTag(length) + length;
        return position + member + words + block.path().size() * (2 + NODE_BYTES);
    }

    /** Reads what the rules let through: known fields in ascending order, within their lengths. */
    private static Block read(byte[] exact) {
        WireReader reader = new WireReader(exact, 0);
        int position = 0;
        int member = 0;
        Bytes words = Bytes.EMPTY;
        List<Digest> path = new ArrayList<>();
        while (reader.position() < exact.length) {
            int tag = (int) reader.varint(exact.length, "Block");
            long value = reader.varint(exact.length, "Block");
            if (tag == POSITION) {
                position = (int) value;
            } else if (tag == MEMBER) {
                member = (int) value;
            } else {
                int from = reader.position();
                int to = from + (int) value;
                if (tag == WORDS) {
                    words = Bytes.wrap(Arrays.copyOfRange(exact, from, to));
                } else {
                    path.add(Digest.of(Arrays.copyOfRange(exact, to - Digest.BYTES, to)));
                }
                reader.skip(to - from);
            }
        }
        return new Block(position, member, words, path);
    }
}
