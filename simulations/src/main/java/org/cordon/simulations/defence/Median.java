// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.defence;

/**
 * The median of each coordinate.
 *
 * <p>Source: Yin et al. 2018, Definition 1. Every update counts alike.
 */
public record Median() implements Defence {
    @Override
    public double[] combine(Updates updates) {
        return Coordinates.of(updates.list(), Median::middle);
    }

    private static double middle(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
