// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Bins of every feature, from counts that secure sums add up; public half.
 *
 * <p>Read first: {@link org.cordon.computation.binning.BinningPlan}, {@link org.cordon.computation.binning.Binning},
 * {@link org.cordon.computation.binning.FeatureBins}.
 *
 * <p>The algorithm: values are mapped as {@link org.cordon.computation.scaling.Scaler#transform} says. A coarse pass counts rows in
 * the cells of a public grid. Each zoom then splits cells, the more the larger the root of their count, and joins empty neighbours:
 * what is rare keeps edges of its own, and a value that many rows have ends in a cell that holds little else. The last counts give
 * at most maxBins bins: a cell with more than its share has a bin of its own, the others are joined to bins of like counts.
 *
 * <p>Invariants: minimum and maximum are never learned; edges depend on sums alone, so they are those of the pooled rows; a missing
 * value is counted nowhere.
 */
@NullMarked
package org.cordon.computation.binning;

import org.jspecify.annotations.NullMarked;
