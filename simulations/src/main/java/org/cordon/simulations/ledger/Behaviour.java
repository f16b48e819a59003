// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import static org.cordon.simulations.ledger.Given.assumed;
import static org.cordon.simulations.ledger.Given.derived;

import java.util.List;

/** What exchanges of all sizes have in common: values are used, low and high are what a sweep may try. See docs/ledger.md. */
public final class Behaviour {
    /** Monday to Sunday; Wednesday over Saturday is 1.53, published is 1.58 for trading (S159). */
    public static final List<Double> WEEKDAYS = List.of(1.02, 1.10, 1.15, 1.12, 1.08, 0.75, 0.78);

    public static final Given HOUR_AMPLITUDE = assumed(0.35, 0.1, 0.6);
    /** Of the local time of an exchange. */
    public static final Given PEAK_HOUR = assumed(14);

    public static final Given LOGIN_SUCCESS = assumed(0.85, 0.70, 0.95);
    public static final Given MOST_ATTEMPTS = assumed(4);

    public static final Given AMOUNT_MEDIAN_USD = assumed(400, 250, 600);
    public static final Given AMOUNT_SIGMA = assumed(2.0, 1.8, 2.4);
    /** Part of {@link #AMOUNT_SIGMA} by which customers differ from each other. */
    public static final Given AMOUNT_SIGMA_OF_CUSTOMERS = assumed(1.2);

    public static final Given TAIL_ALPHA = assumed(1.4, 1.2, 2.0);
    /** Of the log-normal distribution of amounts (median 400, sigma 2); what is above is drawn from the Pareto tail. */
    public static final Given TAIL_FROM_USD = derived(41_938, "99th percentile of the log-normal distribution");

    public static final Given LIMIT_USD = assumed(1_000_000);
    public static final Given MEAN_USD = derived(2_956, "mean of the log-normal distribution");

    public static final Given FIRST_SEEN_BITCOIN = assumed(0.50, 0.15, 0.65);
    public static final Given FIRST_SEEN_OTHERS = assumed(0.30, 0.15, 0.65);
    /** Of withdrawals to a new address: a small one first, the rest later. */
    public static final Given TEST_FIRST = assumed(0.20);

    public static final Given KNOWN_ADDRESSES = assumed(3);
    /** Of withdrawals to known addresses: to an address that many use, the same for all exchanges. */
    public static final Given HUB_SHARE = assumed(0.15);

    public static final Given HUBS = assumed(200);
    public static final Given BATCH_MINUTES = assumed(10);

    /** Of what customers do: by an account that was just opened. */
    public static final Given NEW_ACCOUNTS = assumed(0.01);

    public static final Given NEW_DEVICE = assumed(0.04);
    public static final Given ABROAD = assumed(0.03);
    public static final Given REFUSED = assumed(0.02);
    public static final Given DEPOSITS_PER_WITHDRAWAL = assumed(1.1);
    public static final Given DEPOSITS_SEEN_ONE_HOP_BEFORE = assumed(0.30);
    public static final Given DEPOSITS_GATHERED = assumed(0.50);
    public static final Given API_CALLS_PER_LOGIN = assumed(0.20);
    public static final Given API_CUSTOMERS = assumed(0.02);
    public static final Given MARKET_MAKERS = assumed(3);
    public static final Given MARKET_MAKERS_SHARE = assumed(0.70);
    public static final Given TRADE_MEDIAN_USD = assumed(250);
    public static final Given TRADE_SIGMA = assumed(1.6);
    public static final Given ROUND_TRADES = assumed(0.40);
    public static final Given QUOTES_PER_TRADE = assumed(0.5);
    public static final Given STAFF = assumed(6);
    public static final Given STAFF_OFF_HOURS = assumed(0.10);
    public static final Given SECOND_APPROVER = assumed(0.80);
    public static final Given REVIEW_HOURS = assumed(72);

    /** Share of accounts u is drawn as u to this power: few customers do most. */
    public static final Given ACTIVITY_POWER = assumed(3);

    private Behaviour() {}
}
