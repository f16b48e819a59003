// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

import java.util.Arrays;

/**
 * Puts privacy losses on a grid so that nothing is understated (Doroshenko, Ghazi, Kamath, Kumar and Manurangsi 2022,
 * algorithm 1).
 *
 * <p>Mass {@code p} at loss {@code l} between grid points {@code a < b} goes to both so that probability under either
 * distribution is kept: {@code b} gets all but the share {@code (e^(b-l) - 1) / (e^(b-a) - 1)}. The curve of delta over
 * {@code e^epsilon} is then the chord between grid points: exact at these, above the true curve between them, whatever is
 * composed with it. The paper gets the same masses as second differences of the curve; here every term is positive, so
 * none loses digits.
 */
final class ConnectTheDots {
    private final double step;
    private final double width;
    private final long first;
    private final double[] mass;

    ConnectTheDots(double step, long first, long last) {
        if (last - first >= 1 << 26) {
            throw new IllegalStateException("grid must have at most 2^26 points, but needs " + (last - first));
        }
        this.step = step;
        this.first = first;
        width = expm1(step);
        mass = new double[(int) (last - first + 1)];
    }

    /** Adds {@code probability} at {@code loss}, which lies in the cell that ends at grid point {@code upper}. */
    void add(long upper, double loss, double probability) {
        double share = expm1(upper * step - loss) / width;
        share = Math.min(1, Math.max(0, share));
        int index = (int) (upper - first);
        if (index <= 0) {
            mass[0] += probability;
        } else {
            mass[index - 1] += probability * share;
            mass[index] += probability * (1 - share);
        }
    }

    /** For small arguments five terms are exact, and several times as fast. */
    private static double expm1(double x) {
        return Math.abs(x) < 1e-3 ? x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5)))) : StrictMath.expm1(x);
    }

    void add(double loss, double probability) {
        add((long) Math.ceil(loss / step), loss, probability);
    }

    LossDistribution distribution(double infinity) {
        int start = 0;
        int end = mass.length;
        while (end > 1 && mass[end - 1] == 0) {
            end--;
        }
        while (start < end - 1 && mass[start] == 0) {
            start++;
        }
        return new LossDistribution(step, first + start, Arrays.copyOfRange(mass, start, end), infinity);
    }
}
