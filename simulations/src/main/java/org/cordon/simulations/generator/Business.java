// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.generator;

/** What an honest row belongs to; each but the first resembles one {@link AttackKind} in some features, not in all. */
enum Business {
    RETAIL,
    /** Many large withdrawals on many chains, to addresses long known. */
    TREASURY,
    /** New device and country, to an address long known, a small part of the balance. */
    TRAVELLER,
    /** Many trades and much volume, with ever other counterparties. */
    MARKET_MAKER,
    /** Forwards deposits at once, to few addresses that many pay to. */
    PAYMENT_PROCESSOR,
    /** Privileged sessions with approvals, by day and by two persons. */
    OPERATIONS
}
