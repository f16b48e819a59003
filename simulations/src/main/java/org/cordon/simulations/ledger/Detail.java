// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

/** Further numbers of some kinds of events, in columns x_NAME. */
public sealed interface Detail {
    /**
     * Of orders and trades.
     *
     * @param price in US dollars, column x_price
     * @param buys whether the account buys; column x_side is 1, else -1
     */
    record Quote(double price, boolean buys) implements Detail {}

    /**
     * Of privileged actions.
     *
     * @param records how many customers' records were touched, column x_records
     * @param approvers how many persons approved, column x_approvers
     */
    record Privilege(int records, int approvers) implements Detail {}
}
