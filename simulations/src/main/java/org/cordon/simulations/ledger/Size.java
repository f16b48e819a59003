// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import static org.cordon.simulations.ledger.Given.assumed;
import static org.cordon.simulations.ledger.Given.derived;

import java.util.Locale;

/** How much goes on at an exchange. Rates are weekly means; each exchange draws its own size between low and high. */
public enum Size {
    /** Like M2. */
    SMALL(new Rates(
            assumed(8, 3, 20),
            assumed(4),
            assumed(40),
            assumed(30),
            derived(0.15, "S7,S8"),
            assumed(0.075),
            assumed(2.5),
            assumed(5),
            assumed(20_000))),
    /** Like CoinEx. */
    MEDIUM(new Rates(
            assumed(300, 100, 600),
            assumed(8),
            assumed(4_000),
            assumed(2_000),
            assumed(0.08),
            assumed(0.30),
            assumed(10.5),
            assumed(30),
            assumed(400_000))),
    /** Like Bybit. */
    LARGE(new Rates(
            assumed(5_000, 3_500, 7_000),
            assumed(15),
            assumed(100_000),
            assumed(50_000),
            assumed(0.035),
            assumed(0.75),
            assumed(84),
            assumed(200),
            assumed(5_000_000)));

    @SuppressWarnings("ImmutableEnumChecker") // a record of numbers and texts
    private final Rates rates;

    Size(Rates rates) {
        this.rates = rates;
    }

    /** Its rates. */
    public Rates rates() {
        return rates;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Rates of an exchange.
     *
     * @param withdrawalsPerHour of customers
     * @param dispersion k of the negative binomial distribution of events in an hour; small is bursty
     * @param loginsPerHour attempts
     * @param tradesPerHour each is an event of either side
     * @param hotShare of all the exchange holds
     * @param hotTurnoverPerDay share of the hot wallets that leaves in a day
     * @param refillsPerWeek from cold to hot
     * @param privilegedPerWeek actions of staff
     * @param customers accounts
     */
    public record Rates(
            Given withdrawalsPerHour,
            Given dispersion,
            Given loginsPerHour,
            Given tradesPerHour,
            Given hotShare,
            Given hotTurnoverPerDay,
            Given refillsPerWeek,
            Given privilegedPerWeek,
            Given customers) {}
}
