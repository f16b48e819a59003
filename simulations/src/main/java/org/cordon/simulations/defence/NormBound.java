// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.defence;

/**
 * Every exchange shrinks its update to a norm, as a whole; works on a secure sum.
 *
 * <p>An attacker that breaks the bound is not noticed by a sum: the experiment assumes that bounds are kept, as a proof in zero
 * knowledge would make sure.
 *
 * @param norm largest L2 norm, above 0
 */
public record NormBound(double norm) implements Defence {
    public NormBound {
        Sums.require(norm > 0 && norm <= 1e9, "norm must be in (0, 1e9]", norm);
    }

    @Override
    public boolean isSumOnly() {
        return true;
    }

    @Override
    public double[] bound(double[] update, Bounding bounding) {
        return Sums.clipped(update, new double[update.length], norm);
    }

    @Override
    public double[] combine(Updates updates) {
        return Sums.weightedMean(updates.list(), updates.weights());
    }
}
