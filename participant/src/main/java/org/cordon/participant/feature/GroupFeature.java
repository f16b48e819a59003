// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.math.BigInteger;
import org.cordon.feature.FeatureKind;

/**
 * One feature of a group, computed from the group's exact totals with one rounding for each operation below: the same totals give the
 * same bits.
 *
 * @param column where its value stands in a row
 * @param window its place among the group's windows, and that of window and baseline together
 * @param windowMicros its length, and that of the baseline
 * @param distinct the place of the field whose values are counted
 */
record GroupFeature(
        int column,
        FeatureKind kind,
        int window,
        int horizon,
        long windowMicros,
        long baselineMicros,
        int distinct,
        boolean ofAmount) {
    private static final double MICROS = 1e6;
    private static final double TWO_TO_64 = 0x1p64;

    /** What stands for a key without events. */
    double ofNobody() {
        return switch (kind) {
            case COUNT, SUM, DISTINCT -> 0;
            case FIRST -> 1;
            case MEAN, SPREAD, SINCE, RATIO, VALUE -> Double.NaN;
        };
    }

    /**
     * The value for an event at {@code now}.
     *
     * @param before the time of the key's last event before this one; {@link Long#MIN_VALUE} without one
     */
    double of(GroupState state, int slot, long now, long before) {
        return switch (kind) {
            case COUNT -> state.count(slot, window);
            case SUM -> unsigned(state.sum(slot, window)) / MICROS;
            case MEAN -> unsigned(state.sum(slot, window)) / (state.amounts(slot, window) * MICROS);
            case SPREAD -> spread(state, slot);
            case DISTINCT -> state.distinct(slot, window, distinct);
            case SINCE -> isWithin(now, before) ? (now - before) / MICROS : Double.NaN;
            case FIRST -> isWithin(now, before) ? 0 : 1;
            case RATIO -> ratio(state, slot);
            case VALUE -> Double.NaN;
        };
    }

    private boolean isWithin(long now, long before) {
        return before > now - windowMicros;
    }

    private double ratio(GroupState state, int slot) {
        double inWindow = ofAmount ? unsigned(state.sum(slot, window)) : state.count(slot, window);
        double inBaseline = ofAmount
                ? unsigned(state.sum(slot, horizon) - state.sum(slot, window))
                : state.count(slot, horizon) - state.count(slot, window);
        return inBaseline == 0 ? Double.NaN : inWindow * baselineMicros / (inBaseline * windowMicros);
    }

    /** The root of (n * sum of squares - square of the sum) / n^2. */
    private double spread(GroupState state, int slot) {
        int n = state.amounts(slot, window);
        if (n == 0) {
            return Double.NaN;
        }
        long sum = state.sum(slot, window);
        long low = state.squaresLow(slot, window);
        long high = state.squaresHigh(slot, window);
        double variance;
        if ((high >>> 31) == 0 && sum >= 0) {
            // n * squares stays below 2^126, and the square of the sum below that.
            long productLow = low * n;
            long productHigh = high * n + unsignedHigh(low, n);
            long squareLow = sum * sum;
            long squareHigh = Math.multiplyHigh(sum, sum);
            long borrow = Long.compareUnsigned(productLow, squareLow) < 0 ? 1 : 0;
            variance = (productHigh - squareHigh - borrow) * TWO_TO_64 + unsigned(productLow - squareLow);
        } else {
            BigInteger squares = big(high).shiftLeft(64).add(big(low));
            variance = squares.multiply(BigInteger.valueOf(n))
                    .subtract(big(sum).pow(2))
                    .doubleValue();
        }
        return Math.sqrt(variance) / (n * MICROS);
    }

    /** The upper 64 bits of the product of an unsigned number and a small one. */
    private static long unsignedHigh(long factor, int small) {
        return Math.multiplyHigh(factor, small) + (factor < 0 ? small : 0);
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : (double) ((value >>> 1) | (value & 1)) * 2;
    }

    private static BigInteger big(long unsigned) {
        return new BigInteger(Long.toUnsignedString(unsigned));
    }
}
