// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import static org.cordon.simulations.ledger.Given.assumed;
import static org.cordon.simulations.ledger.Given.derived;
import static org.cordon.simulations.ledger.Given.fact;

import java.util.List;
import java.util.Optional;
import org.cordon.simulations.ledger.Given;
import org.cordon.simulations.ledger.Mark;

/** Laundering, takeovers of accounts and abuse of the market. */
final class Abuses {
    private static final Given AS_IS = assumed(0);

    private Abuses() {}

    static List<Script> laundering() {
        return List.of(
                script(
                        "atomic",
                        "Atomic Wallet, 2 Jun 2023, over 100 M USD from 5,500 wallets: the inbound side of an exchange",
                        Family.LAUNDERING,
                        assumed(24 * 6, 24 * 3, 24 * 12),
                        new Inbound(
                                "USDT",
                                "tron",
                                assumed(200, 50, 500),
                                assumed(2, 1, 3),
                                assumed(24),
                                assumed(9),
                                derived(1_150, "S35-S40: median that gives 100 M over 5500 wallets and the top five"),
                                derived(2.35, "S35-S40: the same"),
                                assumed(500),
                                assumed(50_000),
                                assumed(20, 5, 30))),
                script(
                        "horizon",
                        "Harmony Horizon, 23 Jun 2022, 97 M USD: what comes in after the mixer",
                        Family.LAUNDERING,
                        assumed(24 * 12, 24 * 8, 24 * 20),
                        new Inbound(
                                "ETH",
                                "ethereum",
                                assumed(40, 15, 100),
                                assumed(1),
                                derived(96, "S58: mixing from the fourth day"),
                                fact(6, "S58: six days"),
                                derived(107_600, "S59-S61: 100 ETH at 1076"),
                                assumed(0.05),
                                assumed(50_000),
                                assumed(215_200),
                                assumed(20, 5, 60))),
                script(
                        "peel",
                        "A peel chain that feeds one account",
                        Family.LAUNDERING,
                        assumed(24 * 4, 24 * 2, 24 * 8),
                        new Peel(
                                "BTC",
                                "bitcoin",
                                assumed(400_000, 100_000, 1_000_000),
                                assumed(60, 30, 120),
                                assumed(0.02, 0.01, 0.05),
                                assumed(20, 5, 60),
                                false)));
    }

    static List<Script> takeovers() {
        return List.of(
                script(
                        "stuffing-loud",
                        "Credential stuffing, thousands of attempts in minutes",
                        Family.TAKEOVER,
                        assumed(6, 1, 24),
                        new Stuffing(
                                assumed(20_000),
                                assumed(6_000, 3_000, 150_000),
                                fact(2.2, "S170"),
                                new Given(0.0015, 0.001, 0.002, Mark.FACT, "S165,S166: the range"),
                                assumed(0.70),
                                assumed(120, 2, 1_440))),
                script(
                        "stuffing-quiet",
                        "Credential stuffing, an attempt a minute for days, each from another network",
                        Family.TAKEOVER,
                        assumed(24 * 7, 24 * 2, 24 * 10),
                        new Stuffing(
                                assumed(6_000, 3_000, 9_000),
                                assumed(1, 0.5, 2),
                                fact(1, "S167"),
                                new Given(0.01, 0.005, 0.02, Mark.FACT, "S167: the range"),
                                assumed(0.70),
                                assumed(120, 2, 1_440))),
                script(
                        "phished",
                        "Phished accounts: one login each from a strange place, then money leaves (compare Crypto.com"
                                + " 2022)",
                        Family.TAKEOVER,
                        assumed(12, 4, 48),
                        new Phishing(assumed(25, 10, 60), assumed(4, 2, 24), assumed(15, 2, 60))),
                script(
                        "api-keys",
                        "Keys made in phished accounts, idle for weeks, all used at once (after Binance 2018)",
                        Family.TAKEOVER,
                        assumed(1, 0.2, 4),
                        new ApiKeys(
                                assumed(50, 20, 100),
                                new Given(14, 13, 20, Mark.ASSUMED, "S134,S135: 13 to 60 days, cut to fit a month"),
                                derived(60, "S134,S135: 14:58 to 14:59"))));
    }

    static List<Script> market() {
        return List.of(
                wash("wash-self", "Wash trading of one account with itself", assumed(1)),
                wash(
                        "wash-pair",
                        "Wash trading of two accounts, to and fro",
                        fact(2, "S176: self-trades and two-account loops dominate")),
                wash("wash-ring", "Wash trading of three to six accounts, round", assumed(4, 3, 6)),
                script(
                        "pump",
                        "Pump and dump of a thin token at a signal",
                        Family.MARKET_ABUSE,
                        assumed(24, 2, 72),
                        new Pump(
                                assumed(4, 2, 8),
                                assumed(40, 20, 80),
                                assumed(24),
                                fact(0.70, "S184"),
                                assumed(150, 50, 400),
                                fact(20, "S181: peaks at 19 and 21 s"),
                                new Given(0.45, 0.2, 1.3, Mark.ASSUMED, "so that the mean is the 65 % of S179,S180"),
                                assumed(3, 0.5, 8),
                                assumed(15))));
    }

    private static Script wash(String name, String title, Given accounts) {
        return script(
                name,
                title,
                Family.MARKET_ABUSE,
                assumed(24 * 5, 24, 24 * 14),
                new Wash(
                        accounts,
                        assumed(12, 6, 24),
                        assumed(10, 5, 20),
                        fact(5, "S177,S178"),
                        fact(0.01, "S177,S178")));
    }

    private static Script script(String name, String title, Family family, Given known, Step step) {
        return new Script(name, title, family, Optional.empty(), AS_IS, known, Route.WITHDRAWALS, List.of(step));
    }
}
