// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

/**
 * Whose event it is.
 *
 * @param account customer, member of the staff, market maker, or wallet for a transfer
 * @param role what the account is, in a to z and _
 */
public record Actor(String account, String role) {
    /** Who trades, deposits and withdraws. */
    public static final String CUSTOMER = "customer";

    /** Who takes privileged actions. */
    public static final String STAFF = "staff";

    /** Who quotes both sides of a pair. */
    public static final String MARKET_MAKER = "market_maker";

    /** Whose keys are online. */
    public static final String HOT_WALLET = "hot_wallet";

    /** Whose keys are not. */
    public static final String COLD_WALLET = "cold_wallet";

    /** An address of a customer that the exchange holds the key of. */
    public static final String DEPOSIT_WALLET = "deposit_wallet";

    /** An address of somebody else on a chain that the exchange watches. */
    public static final String EXTERNAL_WALLET = "external_wallet";
}
