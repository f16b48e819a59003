// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.defence;

/**
 * The mean of each coordinate without its smallest and largest values: as many on each side as may be harmful.
 *
 * <p>Source: Yin et al. 2018, Definition 2. Every update counts alike.
 */
public record TrimmedMean() implements Defence {
    @Override
    public double[] combine(Updates updates) {
        int cut = Math.min(updates.harmful(), (updates.list().size() - 1) / 2);
        return Coordinates.of(updates.list(), sorted -> {
            double sum = 0;
            for (int i = cut; i < sorted.length - cut; i++) {
                sum += sorted[i];
            }
            return sum / (sorted.length - 2 * cut);
        });
    }
}
