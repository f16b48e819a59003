// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.fit;

import java.util.Arrays;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;

/**
 * An immutable vector of finite numbers in double precision: what a fit knows between two sums.
 *
 * <p><b>Guarantees.</b> Every number is finite; minus zero is kept as zero, so that equal vectors have equal bytes.
 */
public final class Reals {
    /** No numbers. */
    public static final Reals NONE = new Reals(new double[0]);

    private static final int SHOWN = 64;

    private final double[] values;

    private Reals(double[] values) {
        this.values = values;
    }

    /** Copies {@code values}; a number that is not finite is refused. */
    public static Reals of(double... values) {
        double[] copy = new double[values.length];
        for (int i = 0; i < copy.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("number " + i + " must be finite, but was " + values[i]);
            }
            copy[i] = values[i] + 0.0;
        }
        return new Reals(copy);
    }

    public int length() {
        return values.length;
    }

    public double get(int index) {
        return values[index];
    }

    public double[] toArray() {
        return values.clone();
    }

    /** Writes a u32 count, then as many f64. */
    public void writeTo(CanonicalWriter writer) {
        writer.u32(values.length);
        for (double value : values) {
            writer.f64(value);
        }
    }

    /** Reads {@link #writeTo} with exactly {@code count} numbers; anything else is a {@link MalformedEncoding}. */
    public static Reals readFrom(CanonicalReader reader, String name, int count) {
        return readFrom(reader, name, count, count);
    }

    /** Reads {@link #writeTo} with {@code fewest} to {@code most} numbers. */
    public static Reals readFrom(CanonicalReader reader, String name, int fewest, int most) {
        int count = reader.u32("count of " + name, fewest, most);
        reader.requireLeft((long) count * Double.BYTES);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = reader.f64(name);
            if (values[i] == 0 && 1 / values[i] < 0) {
                throw new MalformedEncoding(name + " must not hold minus zero, but did");
            }
        }
        return new Reals(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reals reals && Arrays.equals(values, reals.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** All numbers where they are few, as people approve them; else how many there are. */
    @Override
    public String toString() {
        return values.length <= SHOWN ? Arrays.toString(values) : "Reals[" + values.length + "]";
    }
}
