// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import java.util.Arrays;

/**
 * Sums of squares and of fourth powers of integers, one of each for every record; the loops run over records, so that the
 * compiler vectorises them without changing the order of any sum.
 */
final class LaneStatistics {
    /** Added to a float below 2^22 it leaves no fraction, and what is left of it is the nearest integer. */
    private static final float ROUNDING = 0x1.8p23f;

    /** Exact as long as they are below 2^24: all terms are integers from 0 up. */
    final float[] squares;

    final float[] fourths;

    LaneStatistics(int capacity) {
        squares = new float[capacity];
        fourths = new float[capacity];
    }

    void clear() {
        Arrays.fill(squares, 0f);
        Arrays.fill(fourths, 0f);
    }

    /** Rounds each value times its factor and adds it to the sums; {@code target} may be {@code values}. */
    void round(float[] values, float[] factors, float[] target) {
        round(values, factors, target, squares, fourths);
    }

    private static void round(float[] values, float[] factors, float[] target, float[] squares, float[] fourths) {
        for (int i = 0; i < target.length; i++) {
            float integer = (values[i] * factors[i] + ROUNDING) - ROUNDING;
            float square = integer * integer;
            target[i] = integer;
            squares[i] += square;
            fourths[i] += square * square;
        }
    }

    /** {@link Elementwise#timesReluDerivative}, and the squares of what comes out. */
    static void timesReluDerivativeAndAddSquares(float[] outputs, float[] gradient, float[] sums) {
        for (int i = 0; i < gradient.length; i++) {
            float slope = gradient[i] * Math.min(1f, outputs[i] * 1e38f * 1e38f);
            gradient[i] = slope;
            sums[i] += slope * slope;
        }
    }

    static float round(float value) {
        return (value + ROUNDING) - ROUNDING;
    }

    static void reluAndAddSquares(float[] values, float[] sums) {
        for (int i = 0; i < values.length; i++) {
            float value = Math.max(0f, values[i]);
            values[i] = value;
            sums[i] += value * value;
        }
    }

    static void addSquares(float[] values, float[] sums) {
        for (int i = 0; i < values.length; i++) {
            sums[i] += values[i] * values[i];
        }
    }

    /** {@code sums[i] += values[i] values[i + distance]}, as long as both are of the first {@code count}. */
    static void addProducts(float[] values, int distance, int count, float[] sums) {
        for (int i = 0; i < count - distance; i++) {
            sums[i] += values[i] * values[i + distance];
        }
    }
}
