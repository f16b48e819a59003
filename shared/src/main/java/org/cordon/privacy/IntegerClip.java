// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy;

/**
 * Clips a vector to a Euclidean norm and turns it into integers, so that sums of such vectors are exact.
 *
 * <p>A vector g becomes the integers trunc(g f), where f = {@code units} / max(clipNorm, ||g||): a vector of norm {@code
 * clipNorm} or more comes to norm {@code units}, a shorter one keeps its proportion. Their squares are summed exactly;
 * where rounding in f lifted the sum above units^2, f is lowered and the vector cut again. A vector with a value that is
 * NaN or infinite becomes zeros.
 *
 * <p><b>Guarantees.</b> Whatever the vector, its integers have a Euclidean norm of at most {@code units}: to add or to
 * remove one vector moves the sum of all by at most {@code units}, the exact sensitivity, with no term for rounding
 * (Mironov 2012 and Casacuberta et al. 2022 show what floating-point sums give away). The integers depend on the vector
 * alone.
 *
 * <p><b>Does not check</b> that the sum stays in 63 bits: 2^63 / {@code units} vectors do.
 *
 * @param clipNorm in [1e-30, 1e30]
 * @param units what the clip norm becomes, 1 to 2^30
 */
public record IntegerClip(double clipNorm, long units) {
    /** The number of units that Cordon's charters use unless they say otherwise. */
    public static final long DEFAULT_UNITS = 1 << 20;

    private static final long MAX_UNITS = 1 << 30;
    /** By how much f is lowered first; doubled each time. A double's rounding is some 10^-16 a value. */
    private static final double FIRST_CUT = 0x1p-50;

    public IntegerClip {
        if (!(clipNorm >= 1e-30 && clipNorm <= 1e30)) {
            throw new IllegalArgumentException("clipNorm must be in [1e-30, 1e30], but was " + clipNorm);
        }
        if (units < 1 || units > MAX_UNITS) {
            throw new IllegalArgumentException("units must be in [1, 2^30], but was " + units);
        }
    }

    /** Adds the integers of {@code vector} to {@code sum}, which has its length. */
    public void addTo(long[] sum, float[] vector) {
        requireEqual(sum.length, vector.length);
        double[] wide = new double[vector.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = vector[i];
        }
        addTo(sum, wide);
    }

    /** The same for values in double precision. */
    public void addTo(long[] sum, double[] vector) {
        requireEqual(sum.length, vector.length);
        double factor = factor(vector);
        for (double cut = FIRST_CUT; !fits(vector, factor); cut *= 2) {
            factor *= 1 - cut;
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] += (long) (vector[i] * factor);
        }
    }

    /** What one value is worth, to divide an opened sum by: {@code units / clipNorm}. */
    public double unitsPerOne() {
        return units / clipNorm;
    }

    /** 0 for a vector that is not finite; such a vector's integers are 0, as NaN cast to an integer is. */
    private double factor(double[] vector) {
        double largest = 0;
        for (double value : vector) {
            largest = Math.max(largest, Math.abs(value)); // NaN if one is
        }
        if (!(largest <= Double.MAX_VALUE)) {
            return 0;
        }
        if (largest == 0) {
            return units / clipNorm;
        }
        // Powers of two keep squares of huge and of tiny values in range, without rounding.
        int exponent = Math.getExponent(largest);
        double squares = 0;
        for (double value : vector) {
            double scaled = Math.scalb(value, -exponent);
            squares += scaled * scaled;
        }
        double norm = Math.sqrt(squares); // times 2^exponent
        if (exponent > 900) {
            return Math.scalb(units / norm, -exponent);
        }
        return units / Math.max(clipNorm, Math.scalb(norm, exponent));
    }

    private boolean fits(double[] vector, double factor) {
        long room = units * units;
        for (double value : vector) {
            long q = (long) (value * factor);
            if (q > units || q < -units) {
                return false;
            }
            room -= q * q; // a square is 2^60 at most
            if (room < 0) {
                return false;
            }
        }
        return true;
    }

    private static void requireEqual(int sum, int vector) {
        if (sum != vector) {
            throw new IllegalArgumentException("length of the vector must be the sum's " + sum + ", but was " + vector);
        }
    }
}
