// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Ledgers of which the first days are for learning and the others are the test.
 *
 * <p>Read first: {@link org.cordon.simulations.ledger.scenario.ScenarioLedger}.
 *
 * <p>Invariant: a scenario's events depend on its name, seed and terms alone; negative controls add events and change no others.
 */
@NullMarked
package org.cordon.simulations.ledger.scenario;

import org.jspecify.annotations.NullMarked;
