// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;

/**
 * The parameters of a network as one immutable vector of finite float32 values, laid out as {@link NetworkSpec} says.
 *
 * <p><b>Guarantees.</b> Every value is finite. Two vectors are equal, and have one digest, exactly if all bits are
 * equal.
 */
public final class ParameterVector {
    private final float[] values;

    private ParameterVector(float[] values) {
        this.values = values;
    }

    /** Copies {@code values}; NaN and infinities are refused with their index. */
    public static ParameterVector of(float[] values) {
        return checked(values.clone());
    }

    /** Reads exactly {@code length} little-endian float32 values. */
    public static ParameterVector ofBytes(Bytes littleEndian, int length) {
        if (littleEndian.size() != (long) length * Float.BYTES) {
            throw new MalformedEncoding(
                    "parameters must be " + (long) length * Float.BYTES + " bytes, but were " + littleEndian.size());
        }
        float[] values = new float[length];
        ByteBuffer.wrap(littleEndian.toByteArray())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        try {
            return checked(values);
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }

    private static ParameterVector checked(float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("parameter " + i + " must be finite, but was " + values[i]);
            }
        }
        return new ParameterVector(values);
    }

    public int length() {
        return values.length;
    }

    public float get(int index) {
        return values[index];
    }

    public float[] toFloatArray() {
        return values.clone();
    }

    /** Copies all values into {@code target} from {@code offset} on. */
    public void copyTo(float[] target, int offset) {
        System.arraycopy(values, 0, target, offset, values.length);
    }

    /** Copies as many values as {@code target} is long, from {@code first} on. */
    public void copyRangeTo(int first, float[] target) {
        copyRangeTo(first, target, target.length);
    }

    /** The same for the first {@code length} places of {@code target}. */
    public void copyRangeTo(int first, float[] target, int length) {
        System.arraycopy(values, first, target, 0, length);
    }

    /** Returns this vector if it has the length of {@code spec}, else refuses. */
    public ParameterVector requireFits(NetworkSpec spec) {
        if (values.length != spec.parameterCount()) {
            throw new IllegalArgumentException("number of parameters must be " + spec.parameterCount() + " for "
                    + spec.widths() + ", but was " + values.length);
        }
        return this;
    }

    /** The exact little-endian bytes. */
    public Bytes toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return Bytes.wrap(buffer.array());
    }

    /** SHA-256 of {@link #toBytes()}. */
    public Digest digest() {
        try {
            return Digest.of(
                    MessageDigest.getInstance("SHA-256").digest(toBytes().toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParameterVector vector && toBytes().equals(vector.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "ParameterVector[" + values.length + ", " + digest() + "]";
    }
}
