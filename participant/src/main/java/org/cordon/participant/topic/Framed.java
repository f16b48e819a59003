// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A value with the five bytes in front that serialisers of Confluent write: 0, then the number of its schema in a registry.
 *
 * <p>Source: Confluent Schema Registry, "Wire format".
 *
 * @param schema the number
 * @param path of the message within its file, as Protobuf has it; empty in other encodings
 * @param start where the value itself begins
 */
record Framed(int schema, List<Integer> path, int start) {
    private static final int HEAD = 5;
    private static final int MOST_STEPS = 64;

    static Framed of(byte[] value) throws MalformedValue {
        if (value.length < HEAD || value[0] != 0) {
            throw new MalformedValue(
                    "must begin with the byte 0 and the number of a schema, as framing: confluent says, but does not");
        }
        return new Framed(ByteBuffer.wrap(value, 1, Integer.BYTES).getInt(), List.of(), HEAD);
    }

    /** With the path, which Protobuf has there: a count and so many numbers, zigzag varints; a count of 0 is the first message. */
    Framed withPath(byte[] value) throws MalformedValue {
        Varint count = Varint.at(value, start);
        if (count.number() < 0 || count.number() > MOST_STEPS) {
            throw new MalformedValue("must name the path to its message, but does not");
        }
        int at = count.end();
        List<Integer> steps = new ArrayList<>();
        for (int i = 0; i < count.number(); i++) {
            Varint step = Varint.at(value, at);
            steps.add(step.number());
            at = step.end();
        }
        return new Framed(schema, steps.isEmpty() ? List.of(0) : steps, at);
    }

    private record Varint(int number, int end) {
        static Varint at(byte[] value, int start) throws MalformedValue {
            int bits = 0;
            for (int i = 0; i < Integer.BYTES; i++) {
                if (start + i >= value.length) {
                    break;
                }
                bits |= (value[start + i] & 0x7f) << (7 * i);
                if (value[start + i] >= 0) {
                    return new Varint((bits >>> 1) ^ -(bits & 1), start + i + 1);
                }
            }
            throw new MalformedValue("must name the path to its message, but does not");
        }
    }
}
