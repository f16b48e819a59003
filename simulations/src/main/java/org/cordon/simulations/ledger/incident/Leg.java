// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import org.cordon.simulations.ledger.Given;

/**
 * One asset on one chain.
 *
 * @param asset such as USDT
 * @param chain such as ethereum
 * @param usd worth in all, at the time
 * @param transfers how many
 * @param afterMinutes when the first leaves, after the start of the theft
 * @param lastsMinutes from the first to the last
 * @param shape sizes
 */
public record Leg(
        String asset, String chain, Given usd, Given transfers, Given afterMinutes, Given lastsMinutes, Shape shape) {}
