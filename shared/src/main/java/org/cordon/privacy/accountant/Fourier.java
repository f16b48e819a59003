// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

/**
 * The discrete Fourier transform of complex vectors whose length is a power of two, in place (Cooley and Tukey 1965). The
 * transform is left in bit-reversed order, from which the inverse starts: what is done in between is done entry by entry.
 *
 * <p><b>Guarantees.</b> The same bits on every machine. With {@code e = 10 u log2(n)}, {@code u = 2^-53}, the two-norm of the
 * error is below {@code e} times that of the result, and every entry's error below {@code e} times the sum of the moduli of
 * the input: per level a product is off by 2.9 u, a root of unity by 6 u and a sum by u (Higham 2002, section 24.1).
 */
final class Fourier {
    private final int length;

    /** Roots of unity: for each level with half size {@code h} those from {@code h} to {@code 2h - 1}. */
    private final double[] cosine;

    private final double[] sine;

    Fourier(int length) {
        if (Integer.bitCount(length) != 1) {
            throw new IllegalArgumentException("length must be a power of two, but was " + length);
        }
        this.length = length;
        cosine = new double[length];
        sine = new double[length];
        for (int k = length / 2; k < length; k++) {
            double angle = 2 * Math.PI * ((double) (k - length / 2) / length);
            cosine[k] = StrictMath.cos(angle);
            sine[k] = StrictMath.sin(angle);
        }
        for (int k = length / 2 - 1; k >= 1; k--) {
            cosine[k] = cosine[2 * k];
            sine[k] = sine[2 * k];
        }
    }

    int length() {
        return length;
    }

    /** With the kernel {@code exp(-2 pi i j k / n)}, to bit-reversed order. */
    void forward(double[] real, double[] imaginary) {
        for (int half = length / 2; half >= 1; half /= 2) {
            for (int start = 0; start < length; start += 2 * half) {
                spread(real, imaginary, start, half);
            }
        }
    }

    private void spread(double[] real, double[] imaginary, int start, int half) {
        for (int k = 0; k < half; k++) {
            int low = start + k;
            int high = low + half;
            double re = real[low] - real[high];
            double im = imaginary[low] - imaginary[high];
            real[low] += real[high];
            imaginary[low] += imaginary[high];
            real[high] = re * cosine[half + k] + im * sine[half + k];
            imaginary[high] = im * cosine[half + k] - re * sine[half + k];
        }
    }

    /** From bit-reversed order, with the factor {@code 1/n}. */
    void inverse(double[] real, double[] imaginary) {
        for (int half = 1; half < length; half *= 2) {
            for (int start = 0; start < length; start += 2 * half) {
                gather(real, imaginary, start, half);
            }
        }
        for (int i = 0; i < length; i++) {
            real[i] /= length;
            imaginary[i] /= length;
        }
    }

    private void gather(double[] real, double[] imaginary, int start, int half) {
        for (int k = 0; k < half; k++) {
            int low = start + k;
            int high = low + half;
            double re = real[high] * cosine[half + k] - imaginary[high] * sine[half + k];
            double im = imaginary[high] * cosine[half + k] + real[high] * sine[half + k];
            real[high] = real[low] - re;
            imaginary[high] = imaginary[low] - im;
            real[low] += re;
            imaginary[low] += im;
        }
    }
}
