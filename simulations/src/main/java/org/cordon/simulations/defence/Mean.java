// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.defence;

/** The mean by weight: no defence. With buckets around it still none, for comparison. */
public record Mean() implements Defence {
    @Override
    public double[] combine(Updates updates) {
        return Sums.weightedMean(updates.list(), updates.weights());
    }
}
