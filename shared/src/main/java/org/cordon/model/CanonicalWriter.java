// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.cordon.suite.Bytes;

/**
 * Writes states and parameters canonically: big-endian integers, u32 lengths before anything variable, float32 arrays
 * as little-endian bytes.
 *
 * <p><b>Guarantees.</b> Equal values give equal bytes. {@link CanonicalReader} reads back exactly what was written.
 */
public final class CanonicalWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public CanonicalWriter u8(int value) {
        check(value >= 0 && value <= 0xff, "u8", value);
        out.write(value);
        return this;
    }

    public CanonicalWriter u16(int value) {
        check(value >= 0 && value <= 0xffff, "u16", value);
        out.write(value >>> 8);
        out.write(value);
        return this;
    }

    /** A number in [0, 2^31). */
    public CanonicalWriter u32(int value) {
        check(value >= 0, "u32", value);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
        return this;
    }

    public CanonicalWriter i64(long value) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        return this;
    }

    /** A finite double as its bits. */
    public CanonicalWriter f64(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("double must be finite, but was " + value);
        }
        return i64(Double.doubleToLongBits(value));
    }

    public CanonicalWriter text(String value) {
        return bytes(Bytes.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    public CanonicalWriter bytes(Bytes value) {
        u32(value.size());
        out.writeBytes(value.toByteArray());
        return this;
    }

    /** A u32 count, then float32 values, little-endian. */
    public CanonicalWriter floats(float[] values) {
        u32(values.length);
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        out.writeBytes(buffer.array());
        return this;
    }

    /** A u32 count, then integers of 64 bits. */
    public CanonicalWriter longs(long[] values) {
        u32(values.length);
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, Long.BYTES));
        buffer.asLongBuffer().put(values);
        out.writeBytes(buffer.array());
        return this;
    }

    public Bytes toBytes() {
        return Bytes.wrap(out.toByteArray());
    }

    private static void check(boolean holds, String type, int value) {
        if (!holds) {
            throw new IllegalArgumentException("value must be a " + type + ", but was " + value);
        }
    }
}
