// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Made-up exchanges event by event, in the columns of cordon/events-v1: customers, hot and cold wallets, market makers and staff.
 *
 * <p>Read first: {@code Ledger}, {@code Exchange}, {@code Event}, {@link org.cordon.simulations.ledger.Given}. Attacks are in {@code
 * ledger.incident}, the study of insiders in {@code ledger.insider}, the commands in {@code ledger.command}.
 *
 * <p>Invariants: the same seed gives the same events on every machine; an exchange is the same whoever else is there; what is true of
 * an event is never in its columns; every number says whether it is a fact, derived or assumed.
 */
@NullMarked
package org.cordon.simulations.ledger;

import org.jspecify.annotations.NullMarked;
