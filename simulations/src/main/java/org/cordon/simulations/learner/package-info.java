// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Models as the laboratory trains them: a flat vector of parameters, rows, and what to do between two sums.
 *
 * <p>Read first: {@link org.cordon.simulations.learner.Learner}, {@link org.cordon.simulations.learner.LocalWork}.
 */
@NullMarked
package org.cordon.simulations.learner;

import org.jspecify.annotations.NullMarked;
