// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * {@code cordon simulate privacy}: what a detector loses by differential privacy, at several epsilons.
 *
 * <p>Read first: {@link org.cordon.simulations.utility.PrivacyExperiment}, {@link org.cordon.simulations.utility.CharterOfRows}.
 *
 * <p>Invariant: what is trained is what a charter's file says, read and calibrated as an operator's is; the numbers that are summed
 * are those of production, in the clear.
 */
@NullMarked
package org.cordon.simulations.utility;

import org.jspecify.annotations.NullMarked;
