// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.util.Arrays;
import java.util.Optional;

/**
 * More words of a strategy, beside the update in one sum: update, extra words, weight.
 *
 * <p>They are bounded as control variates are: by the update's bound over the learning rate, as one step moves a parameter by
 * the rate times the gradient. Beyond it they are shrunk as a whole.
 */
record Extras(double bound, long maxWord) {
    static Extras of(Trial.Method method) {
        return new Extras(
                method.bounds().coordinateBound() / method.plan().learningRate(),
                method.bounds().maxWord());
    }

    /** The factor by which they are shrunk, at most 1. */
    double shrink(double[] extra) {
        return bound / Math.max(bound, largest(extra));
    }

    private static double largest(double[] extra) {
        return Arrays.stream(extra).map(Math::abs).max().orElse(0);
    }

    long[] join(long[] words, double[] extra) {
        double factor = maxWord / Math.max(bound, largest(extra));
        long[] joined = Arrays.copyOf(words, words.length + extra.length);
        int at = words.length - 1;
        for (double value : extra) {
            joined[at++] = (long) Math.rint(factor * value);
        }
        joined[at] = words[words.length - 1];
        return joined;
    }

    /** The mean of what {@code participants} joined, of a sum for {@code parameters} parameters; empty if nothing was. */
    Optional<double[]> mean(long[] sum, int parameters, int participants) {
        int length = sum.length - 1 - parameters;
        if (length == 0) {
            return Optional.empty();
        }
        double[] mean = new double[length];
        for (int k = 0; k < length; k++) {
            mean[k] = sum[parameters + k] * (bound / maxWord) / participants;
        }
        return Optional.of(mean);
    }
}
