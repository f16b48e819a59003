// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Attacks and negative controls as data: scripts of steps, every number with its mark and source, and how they are played at an exchange.
 *
 * <p>Read first: {@link org.cordon.simulations.ledger.incident.Script}, {@link org.cordon.simulations.ledger.incident.Step}, {@link
 * org.cordon.simulations.ledger.incident.Scripts}; docs/ledger.md has the sources.
 *
 * <p>Invariants: a script holds no code and no draws; what is played depends on exchange, script and moment alone.
 */
@NullMarked
package org.cordon.simulations.ledger.incident;

import org.jspecify.annotations.NullMarked;
