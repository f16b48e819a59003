// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Robust feature scaling from quantiles found by secure sums of counts, public half.
 *
 * <p>Read first: {@link org.cordon.computation.scaling.ScalingPlan}, {@link org.cordon.computation.scaling.Scaling},
 * {@link org.cordon.computation.scaling.Scaler}.
 *
 * <p>The algorithm: every value is mapped by {@code t = sign(x) log1p(|x|)}, under which float32 lies within {@link
 * org.cordon.computation.scaling.QuantileCounts#LIMIT +-89}. A coarse pass counts rows per feature and bin of a public
 * grid over that range. Each zoom pass then counts, for each of the quartiles, inside the bin that holds it (64 sub-
 * bins, and those below and above, so that a pass is right for the cohort that answered it). The last pass interpolates
 * in its bin. Default: 256 coarse bins and two zooms of 64, a resolution of 1.7e-4 in t, that is 0.02 % of a large x.
 *
 * <p>Invariants: minimum and maximum are never learned; a missing value is counted nowhere.
 */
@NullMarked
package org.cordon.computation.scaling;

import org.jspecify.annotations.NullMarked;
