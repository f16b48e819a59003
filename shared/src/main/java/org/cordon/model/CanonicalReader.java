// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.cordon.suite.Bytes;

/**
 * Reads what {@link CanonicalWriter} wrote.
 *
 * <p><b>Guarantees.</b> No length is believed before it was compared with its cap and with the bytes left, so no input
 * makes a decoder allocate more than the input's own size. Every fault is a {@link MalformedEncoding}. {@link #end()}
 * refuses bytes left over.
 */
public final class CanonicalReader {
    private final ByteBuffer in;

    private CanonicalReader(ByteBuffer in) {
        this.in = in;
    }

    /** Starts to read; input above {@code maxBytes} is refused unread. */
    public static CanonicalReader of(Bytes encoded, int maxBytes) {
        if (encoded.size() > maxBytes) {
            throw new MalformedEncoding("encoding must be at most " + maxBytes + " bytes, but was " + encoded.size());
        }
        return new CanonicalReader(ByteBuffer.wrap(encoded.toByteArray()));
    }

    public int u8() {
        need(1);
        return in.get() & 0xff;
    }

    public int u16() {
        need(2);
        return in.getShort() & 0xffff;
    }

    public int u32(String name, int min, int max) {
        need(Integer.BYTES);
        int value = in.getInt();
        if (value < min || value > max) {
            throw new MalformedEncoding(
                    name + " must be in [" + min + ", " + max + "], but was " + Integer.toUnsignedString(value));
        }
        return value;
    }

    public long i64() {
        need(Long.BYTES);
        return in.getLong();
    }

    /** A finite double. */
    public double f64(String name) {
        double value = Double.longBitsToDouble(i64());
        if (!Double.isFinite(value)) {
            throw new MalformedEncoding(name + " must be finite, but was " + value);
        }
        return value;
    }

    public String text(String name, int maxBytes) {
        byte[] utf8 = bytes(name, maxBytes).toByteArray();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedEncoding(name + " must be UTF-8, but was not");
        }
    }

    public Bytes bytes(String name, int maxBytes) {
        int length = u32("length of " + name, 0, maxBytes);
        need(length);
        byte[] value = new byte[length];
        in.get(value);
        return Bytes.wrap(value);
    }

    /** Float32 values, NaN and infinities included: the caller checks what it holds. */
    public float[] floats(String name, int maxCount) {
        int count = u32("count of " + name, 0, maxCount);
        need((long) count * Float.BYTES);
        float[] values = new float[count];
        ByteBuffer part = in.slice().order(ByteOrder.LITTLE_ENDIAN);
        part.asFloatBuffer().get(values);
        in.position(in.position() + count * Float.BYTES);
        return values;
    }

    public long[] longs(String name, int maxCount) {
        int count = u32("count of " + name, 0, maxCount);
        need((long) count * Long.BYTES);
        long[] values = new long[count];
        in.slice().asLongBuffer().get(values);
        in.position(in.position() + count * Long.BYTES);
        return values;
    }

    /** Reads the version byte of a format. */
    public void version(String format, int expected) {
        int found = u8();
        if (found != expected) {
            throw new MalformedEncoding("version of " + format + " must be " + expected + ", but was " + found);
        }
    }

    /** The version, which is one of the two. */
    public int version(String format, int one, int other) {
        int found = u8();
        if (found != one && found != other) {
            throw new MalformedEncoding(
                    "version of " + format + " must be " + one + " or " + other + ", but was " + found);
        }
        return found;
    }

    /** Refuses to go on with fewer bytes than are needed, before anything is allocated for them. */
    public void requireLeft(long bytes) {
        need(bytes);
    }

    /** Refuses bytes left over. */
    public void end() {
        if (in.hasRemaining()) {
            throw new MalformedEncoding("encoding must end here, but " + in.remaining() + " bytes are left over");
        }
    }

    private void need(long bytes) {
        if (in.remaining() < bytes) {
            throw new MalformedEncoding("encoding must have " + bytes + " more bytes, but has " + in.remaining());
        }
    }
}
