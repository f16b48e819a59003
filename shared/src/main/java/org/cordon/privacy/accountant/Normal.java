// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

/** The standard normal distribution; relative error below 1e-14 on both sides, checked against 40 digits in the tests. */
final class Normal {
    /** Where the series for erf gives way to the continued fraction for erfc (DLMF 7.6.2 and 7.9.1). */
    private static final double SERIES_UP_TO = Math.sqrt(2);

    private static final int DEPTH = 200;
    private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

    private Normal() {}

    /** The probability below {@code x}. */
    static double cumulative(double x) {
        return x > 0 ? 1 - tail(x) : tail(-x);
    }

    static double density(double x) {
        return StrictMath.exp(-x * x / 2) / ROOT_TWO_PI;
    }

    /** The probability above {@code x} divided by the density there, for {@code x} above 1.4. */
    static double millsRatio(double x) {
        double rest = x;
        for (int n = DEPTH; n >= 1; n--) {
            rest = x + n / rest;
        }
        return 1 / rest;
    }

    private static double tail(double x) {
        if (x > SERIES_UP_TO) {
            return millsRatio(x) * density(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; term > sum * 1e-17; n++) {
            term *= x * x / (2 * n + 1);
            sum += term;
        }
        return 0.5 - sum * density(x);
    }
}
