// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import org.cordon.suite.BodyCodec.MalformedBody;

/**
 * Reads tags, varints and lengths from an array without allocating; refuses varints that are longer than they need
 * be.
 */
final class WireReader {
    private final byte[] source;
    private int position;

    WireReader(byte[] source, int position) {
        this.source = source;
        this.position = position;
    }

    int position() {
        return position;
    }

    void skip(int count) {
        position += count;
    }

    /** The next varint before {@code end}; {@code message} is named if there is none. */
    long varint(int end, String message) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (position >= end) {
                throw new MalformedBody(message + " must end after a whole field, but was cut short");
            }
            byte next = source[position++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                boolean padded = next == 0 && shift > 0;
                boolean overflows = shift == 63 && next > 1;
                if (padded || overflows) {
                    throw new MalformedBody(message + " must use the shortest varints, but was longer");
                }
                return value;
            }
        }
        throw new MalformedBody(message + " must use varints of at most 10 bytes, but was longer");
    }

    /** The next length, which must fit before {@code end}. */
    int length(int end, String field) {
        long length = varint(end, field);
        if (length < 0 || length > end - position) {
            throw new MalformedBody(field + " must end within its message, but was longer");
        }
        return (int) length;
    }
}
