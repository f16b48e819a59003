// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds the byte strings that css/1 hashes, signs and derives keys from: big-endian integers of fixed width and
 * length-prefixed fields, {@code LP(v) = u32 length || v} (docs/protocol.md, Parameters).
 *
 * <p><b>Guarantees.</b> Numbers that do not fit their width are refused, never cut.
 *
 * <p>Not thread-safe: one transcript belongs to one thread. Do not feed it secrets, except through {@link FieldHash}.
 */
public final class Transcript {
    private byte[] buffer;
    private int size;

    public Transcript() {
        this(128);
    }

    Transcript(int capacity) {
        this.buffer = new byte[capacity];
    }

    /** One byte. */
    public Transcript u8(int value) {
        return integer(value, 1);
    }

    /** Two bytes, as member indexes and attempts are written. */
    public Transcript u16(int value) {
        return integer(value, 2);
    }

    /** Four bytes, as epochs, rounds and lengths are written. */
    public Transcript u32(long value) {
        return integer(value, 4);
    }

    /** Eight bytes; the value is at least 0. */
    public Transcript u64(long value) {
        return integer(value, 8);
    }

    /** The length in four bytes, then the bytes. */
    public Transcript lp(byte[] value) {
        return u32(value.length).raw(value);
    }

    public Transcript lp(Bytes value) {
        return u32(value.size()).raw(value);
    }

    public Transcript lp(Digest value) {
        return lp(value.toByteArray());
    }

    /** The UTF-8 bytes of {@code value}, length-prefixed. */
    public Transcript lp(String value) {
        return lp(value.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes alone, for fields whose length the format fixes. */
    public Transcript raw(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
        return this;
    }

    public Transcript raw(Bytes value) {
        reserve(value.size());
        value.copyTo(buffer, size);
        size += value.size();
        return this;
    }

    public Transcript raw(Digest value) {
        return raw(value.toByteArray());
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    public Bytes toBytes() {
        return Bytes.wrap(toByteArray());
    }

    private Transcript integer(long value, int width) {
        if (value < 0 || (width < 8 && value >>> (8 * width) != 0)) {
            throw new IllegalArgumentException(
                    "number must be at least 0 and fit in " + width + " bytes, but was " + value);
        }
        reserve(width);
        for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > buffer.length) {
            byte[] old = buffer;
            buffer = Arrays.copyOf(old, Math.max(needed, 2 * old.length));
        }
    }
}
