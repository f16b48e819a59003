// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.defence;

/**
 * The mean of updates that are each clipped around a centre, which starts at the last round's update.
 *
 * <p>Source: Karimireddy et al. 2021, "Learning from History", Algorithm 2. Every update counts alike, as there.
 *
 * <p>With {@code ownClipping} each exchange clips around the last public update before it sends, once: this works on a secure sum, and
 * as with {@link NormBound} the experiment assumes that it is done.
 *
 * @param radius how far from the centre an update may pull, above 0
 * @param iterations of moving the centre, 1 to 100
 * @param ownClipping whether exchanges clip, rather than who adds up
 */
public record CentredClipping(double radius, int iterations, boolean ownClipping) implements Defence {
    public CentredClipping {
        Sums.require(radius > 0 && radius <= 1e9, "radius must be in (0, 1e9]", radius);
        Sums.require(iterations >= 1 && iterations <= 100, "iterations must be in [1, 100]", iterations);
        Sums.require(!ownClipping || iterations == 1, "iterations must be 1 with ownClipping", iterations);
    }

    @Override
    public boolean isSumOnly() {
        return ownClipping;
    }

    @Override
    public double[] bound(double[] update, Bounding bounding) {
        return ownClipping ? Sums.clipped(update, bounding.previous(), radius) : update;
    }

    @Override
    public double[] combine(Updates updates) {
        if (ownClipping) {
            return Sums.weightedMean(updates.list(), updates.weights());
        }
        double[] centre = updates.previous().clone();
        for (int i = 0; i < iterations; i++) {
            double[] next = new double[centre.length];
            for (double[] update : updates.list()) {
                double[] clipped = Sums.clipped(update, centre, radius);
                for (int k = 0; k < next.length; k++) {
                    next[k] += clipped[k] / updates.list().size();
                }
            }
            centre = next;
        }
        return centre;
    }
}
