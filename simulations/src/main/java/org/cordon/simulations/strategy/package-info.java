// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * How a federation learns from the mean update of a round.
 *
 * <p>Read first: {@link org.cordon.simulations.strategy.Strategy}.
 */
@NullMarked
package org.cordon.simulations.strategy;

import org.jspecify.annotations.NullMarked;
