// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Sums of integer vectors for simulated exchanges: plain, by the production protocol, or by its k-regular variant for
 * thousands.
 *
 * <p>Read first: {@link org.cordon.simulations.summing.Summing}.
 */
@NullMarked
package org.cordon.simulations.summing;

import org.jspecify.annotations.NullMarked;
