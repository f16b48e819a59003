// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Gradient-boosted trees by secure sums of histograms, public half.
 *
 * <p>Read first: {@link org.cordon.computation.trees.TreesPlan}, {@link org.cordon.computation.trees.BoostedTrees}, {@link
 * org.cordon.computation.trees.SplitSearch}, {@link org.cordon.computation.trees.TrainedTrees}.
 *
 * <p>The algorithm (Chen and Guestrin 2016, on bins): a first sum counts rows by label and gives the log-odds to start from. Then
 * trees grow level by level: one sum for each level has the gradients and curvatures of the logistic loss, by open node, feature and
 * bin. Everybody finds the same best splits in it. A last sum counts held-out rows by margin and label, for calibration.
 *
 * <p>Invariants: gradients become integers row by row, before anything is added up, so the trees are those of the pooled rows, to the
 * bit, however rows are spread; all levels of one tree are one function for the differencing guard.
 */
@NullMarked
package org.cordon.computation.trees;

import org.jspecify.annotations.NullMarked;
