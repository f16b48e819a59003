// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.ring;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.cordon.suite.Digest;
import org.cordon.suite.HashLabel;
import org.cordon.suite.Hashes;

/**
 * A vector of words modulo 2^W, packed little-endian as it travels: W/8 bytes a word.
 *
 * <p><b>Guarantees.</b> Values out of range are refused, never clipped. {@link #toString} prints no word, as a vector may
 * be a member's input. {@link #wipe} sets every word to 0.
 *
 * <p>Mutable and not thread-safe; distinct vectors may be worked on by distinct threads.
 */
public final class RingVector {
    /** Words are read and written as eight bytes; this many spare bytes make that safe at the end. */
    private static final int PADDING = 8;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private final Ring ring;
    private final int length;
    private final byte[] packed;

    private RingVector(Ring ring, int length, byte[] packed) {
        this.ring = ring;
        this.length = length;
        this.packed = packed;
    }

    /** {@code length} words of 0. */
    public static RingVector zeros(Ring ring, int length) {
        if (length < 0 || length > maxLength(ring)) {
            throw new IllegalArgumentException("length must be in [0, " + maxLength(ring) + "], but was " + length);
        }
        return new RingVector(ring, length, new byte[length * ring.bytesPerWord() + PADDING]);
    }

    /** Copies packed words; their number must be whole. */
    public static RingVector of(Ring ring, byte[] packed) {
        if (packed.length % ring.bytesPerWord() != 0) {
            throw new IllegalArgumentException(
                    "packed length must be a multiple of " + ring.bytesPerWord() + " bytes, but was " + packed.length);
        }
        RingVector vector = zeros(ring, packed.length / ring.bytesPerWord());
        System.arraycopy(packed, 0, vector.packed, 0, packed.length);
        return vector;
    }

    /** Encodes signed values, of which none may exceed {@code maxAbs} in size: else {@link OutOfRange} names the index. */
    public static RingVector ofSigned(Ring ring, long[] values, long maxAbs) {
        // Spec: docs/protocol.md#ready.range
        if (maxAbs < 0 || maxAbs > ring.maxSum()) {
            throw new IllegalArgumentException("maxAbs must be in [0, " + ring.maxSum() + "], but was " + maxAbs);
        }
        RingVector vector = zeros(ring, values.length);
        for (int i = 0; i < values.length; i++) {
            if (values[i] < -maxAbs || values[i] > maxAbs) {
                vector.wipe();
                throw new OutOfRange(i, maxAbs);
            }
            vector.set(i, values[i]);
        }
        return vector;
    }

    /** Encodes signed values modulo 2^W: noise, which is never cut and may wrap. */
    public static RingVector wrapping(Ring ring, long[] values) {
        RingVector vector = zeros(ring, values.length);
        for (int i = 0; i < values.length; i++) {
            vector.set(i, values[i]);
        }
        return vector;
    }

    /** The most words a vector of this ring can have. */
    public static int maxLength(Ring ring) {
        return (Integer.MAX_VALUE - 64) / ring.bytesPerWord();
    }

    public Ring ring() {
        return ring;
    }

    /** How many words. */
    public int length() {
        return length;
    }

    /** How many bytes the words take, packed. */
    public int byteLength() {
        return length * ring.bytesPerWord();
    }

    /** Word {@code index} as a number in [-2^(W-1), 2^(W-1)). */
    public long signed(int index) {
        return ring.centred((long) LONG.get(packed, checked(index) * ring.bytesPerWord()));
    }

    /** Every word as a number in [-2^(W-1), 2^(W-1)). */
    public long[] toSigned() {
        long[] values = new long[length];
        for (int i = 0; i < length; i++) {
            values[i] = signed(i);
        }
        return values;
    }

    /** Sets word {@code index} to {@code value} modulo 2^W. */
    private void set(int index, long value) {
        store(packed, index * ring.bytesPerWord(), ring.bytesPerWord(), value);
    }

    /** Writes the low {@code bytes} bytes of a word, two to eight, with as few stores as that takes. */
    private static void store(byte[] target, int offset, int bytes, long value) {
        switch (bytes) {
            case 2 -> SHORT.set(target, offset, (short) value);
            case 3 -> {
                SHORT.set(target, offset, (short) value);
                target[offset + 2] = (byte) (value >>> 16);
            }
            case 4 -> INT.set(target, offset, (int) value);
            case 5 -> {
                INT.set(target, offset, (int) value);
                target[offset + 4] = (byte) (value >>> 32);
            }
            case 6 -> {
                INT.set(target, offset, (int) value);
                SHORT.set(target, offset + 4, (short) (value >>> 32));
            }
            case 7 -> {
                INT.set(target, offset, (int) value);
                SHORT.set(target, offset + 4, (short) (value >>> 32));
                target[offset + 6] = (byte) (value >>> 48);
            }
            default -> LONG.set(target, offset, value);
        }
    }

    /** Adds {@code other}, word by word. */
    public void addInPlace(RingVector other) {
        checkLike(other);
        int lanes = lanes();
        long high = high(lanes);
        int stride = lanes * ring.bytesPerWord();
        int whole = length / lanes * stride;
        for (int offset = 0; offset < whole; offset += stride) {
            long a = (long) LONG.get(packed, offset);
            long b = (long) LONG.get(other.packed, offset);
            store(packed, offset, stride, ((a & ~high) + (b & ~high)) ^ ((a ^ b) & high));
        }
        for (int i = length / lanes * lanes; i < length; i++) {
            set(i, signed(i) + other.signed(i));
        }
    }

    /** Subtracts {@code other}, word by word. */
    public void subtractInPlace(RingVector other) {
        checkLike(other);
        int lanes = lanes();
        long high = high(lanes);
        int stride = lanes * ring.bytesPerWord();
        int whole = length / lanes * stride;
        for (int offset = 0; offset < whole; offset += stride) {
            long a = (long) LONG.get(packed, offset);
            long b = (long) LONG.get(other.packed, offset);
            store(packed, offset, stride, ((a | high) - (b & ~high)) ^ ((a ^ ~b) & high));
        }
        for (int i = length / lanes * lanes; i < length; i++) {
            set(i, signed(i) - other.signed(i));
        }
    }

    /** How many words fit eight bytes: they are added at once, without a carry from one to the next. */
    private int lanes() {
        return Long.BYTES / ring.bytesPerWord();
    }

    /** The highest bit of every lane. */
    private long high(int lanes) {
        long high = 0;
        for (int lane = 1; lane <= lanes; lane++) {
            high |= 1L << (lane * ring.wordBits() - 1);
        }
        return high;
    }

    /** A copy of words {@code from} (inclusive) to {@code to} (exclusive). */
    public RingVector slice(int from, int to) {
        if (from < 0 || from > to || to > length) {
            throw new IndexOutOfBoundsException(
                    "slice must be within [0, " + length + "], but was [" + from + ", " + to + ")");
        }
        RingVector slice = zeros(ring, to - from);
        System.arraycopy(packed, from * ring.bytesPerWord(), slice.packed, 0, slice.byteLength());
        return slice;
    }

    public RingVector copy() {
        return slice(0, length);
    }

    /** Writes the packed words. */
    public void writeTo(OutputStream output) throws IOException {
        output.write(packed, 0, byteLength());
    }

    /** The packed words, without a copy: the buffer shows later changes. */
    public ByteBuffer asReadOnlyBuffer() {
        return ByteBuffer.wrap(packed, 0, byteLength()).slice().asReadOnlyBuffer();
    }

    /** H(v) over the packed words. */
    public Digest hash() {
        return Hashes.start(HashLabel.BLOB).field(asReadOnlyBuffer()).digest();
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(packed, byteLength());
    }

    /** Sets every word to 0. */
    public void wipe() {
        Arrays.fill(packed, (byte) 0);
    }

    /** The backing array with at least eight spare bytes at its end, for kernels of this package. */
    byte[] backing() {
        return packed;
    }

    private int checked(int index) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException("index must be in [0, " + length + "), but was " + index);
        }
        return index;
    }

    private void checkLike(RingVector other) {
        if (!ring.equals(other.ring) || length != other.length) {
            throw new IllegalArgumentException("other must be " + this + ", but was " + other);
        }
    }

    /** Not constant-time: vectors that are compared are masked or public. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RingVector vector
                && ring.equals(vector.ring)
                && Arrays.equals(packed, 0, byteLength(), vector.packed, 0, vector.byteLength());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(packed);
    }

    @Override
    public String toString() {
        return "RingVector[" + length + " words of " + ring.wordBits() + " bits]";
    }
}
