// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Exchanges that want to do harm: what they send in the place of an honest update.
 *
 * <p>Read first: {@link org.cordon.simulations.attack.Attack}, {@link org.cordon.simulations.attack.Malice}.
 */
@NullMarked
package org.cordon.simulations.attack;

import org.jspecify.annotations.NullMarked;
