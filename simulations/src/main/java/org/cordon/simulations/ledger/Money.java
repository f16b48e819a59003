// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

/**
 * What moved.
 *
 * @param asset such as BTC; for an admin event what was acted upon, such as limits
 * @param chain such as bitcoin; empty where nothing moved on a chain
 * @param usd worth in US dollars; negative where it has none
 */
public record Money(String asset, String chain, double usd) {
    /** Refuses a worth that is not a number. */
    public Money {
        if (!Double.isFinite(usd)) {
            throw new IllegalArgumentException("usd must be finite, but was " + usd);
        }
    }

    /** The same asset, worth something else. */
    public Money worth(double other) {
        return new Money(asset, chain, other);
    }
}
