// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

/**
 * A public grid on ranks, evenly spaced between two ends: for a classifier the logit from -16 to 16. A rank beyond an end counts in
 * the last bin there.
 *
 * @param limit the upper end, the negative of the lower one; above 0
 * @param bins 2 and up
 */
public record ScoreGrid(double limit, int bins) {
    public ScoreGrid {
        if (!(limit > 0) || !Double.isFinite(limit)) {
            throw new IllegalArgumentException("limit must be above 0 and finite, but was " + limit);
        }
    }

    /** The bin of a {@link org.cordon.computation.Detector#rank}; bins ascend with it. */
    public int bin(double rank) {
        if (Double.isNaN(rank)) {
            throw new IllegalArgumentException("rank must be a number, but was NaN");
        }
        double position = StrictMath.floor((rank + limit) / (2 * limit) * bins);
        return (int) Math.max(0, Math.min(bins - 1, position));
    }
}
