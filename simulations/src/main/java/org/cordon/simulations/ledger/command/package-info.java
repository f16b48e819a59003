// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * {@code cordon simulate ledger}: lists and shows scripts, writes a ledger as files, or prints it as a stream.
 *
 * <p>Read first: {@code LedgerCommand}, {@code LedgerOptions}.
 *
 * <p>Invariants: nothing is overwritten; events and their truth never go to the same place.
 */
@NullMarked
package org.cordon.simulations.ledger.command;

import org.jspecify.annotations.NullMarked;
