// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The study of insiders: few privileged actions at each of many exchanges, with parameters and seeds that were fixed before any detector.
 *
 * <p>Read first: {@link org.cordon.simulations.ledger.insider.InsiderPlan}.
 *
 * <p>Invariants: the plan does not change after its commit; what it finds to be wrong becomes a second plan beside it.
 */
@NullMarked
package org.cordon.simulations.ledger.insider;

import org.jspecify.annotations.NullMarked;
