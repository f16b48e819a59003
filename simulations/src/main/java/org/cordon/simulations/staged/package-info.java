// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Models that come of a pipeline of secure sums, as experiments name and learn them.
 *
 * <p>Read first: {@link org.cordon.simulations.staged.StagedModel}, {@link org.cordon.simulations.staged.StagedLearner}.
 *
 * <p>Invariant: both halves are those of production.
 */
@NullMarked
package org.cordon.simulations.staged;

import org.jspecify.annotations.NullMarked;
