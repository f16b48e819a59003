// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.defence;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Rules that look at one coordinate at a time. */
final class Coordinates {
    private Coordinates() {}

    static double[] of(List<double[]> vectors, ToDoubleFunction<double[]> ofSorted) {
        double[] combined = new double[vectors.get(0).length];
        double[] values = new double[vectors.size()];
        for (int k = 0; k < combined.length; k++) {
            for (int i = 0; i < values.length; i++) {
                values[i] = vectors.get(i)[k];
            }
            Arrays.sort(values);
            combined[k] = ofSorted.applyAsDouble(values);
        }
        return combined;
    }
}
