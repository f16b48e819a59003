// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Models that are fitted by secure sums of what each row adds, public half: what all of them share.
 *
 * <p>Read first: {@link org.cordon.computation.fit.FitPlan}, {@link org.cordon.computation.fit.FitTerms}, {@link
 * org.cordon.computation.fit.ModelFitting}.
 *
 * <p>A model of one's own is a {@link org.cordon.computation.fit.FitPlan}, a {@link org.cordon.computation.fit.ModelFitting} of a few lines
 * and a contributor of a few lines; the packages beside this one are examples.
 *
 * <p>Invariants: sums are integers, and what a row adds does not depend on other rows, so the model of a federation is bit for bit that of
 * its rows in one place. What one row can move is exact. Without differential privacy a count can open a one.
 */
@NullMarked
package org.cordon.computation.fit;

import org.jspecify.annotations.NullMarked;
