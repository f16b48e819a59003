// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Evaluation of a trained model of any kind by secure sums of score histograms, public half, and exact metrics.
 *
 * <p>Read first: {@link org.cordon.computation.evaluation.EvaluationPlan}, {@link
 * org.cordon.computation.evaluation.Evaluation}, {@link org.cordon.computation.evaluation.Metrics}.
 *
 * <p>Invariants: metrics from a histogram are exact for the binned scores; rows in one bin count as ties.
 */
@NullMarked
package org.cordon.computation.evaluation;

import org.jspecify.annotations.NullMarked;
