// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import static org.cordon.simulations.ledger.Given.assumed;
import static org.cordon.simulations.ledger.Given.derived;
import static org.cordon.simulations.ledger.Given.fact;
import static org.cordon.simulations.ledger.incident.TheftForms.HANDS;
import static org.cordon.simulations.ledger.incident.TheftForms.NOW;
import static org.cordon.simulations.ledger.incident.TheftForms.ONE;
import static org.cordon.simulations.ledger.incident.TheftForms.leg;
import static org.cordon.simulations.ledger.incident.TheftForms.ours;
import static org.cordon.simulations.ledger.incident.TheftForms.own;
import static org.cordon.simulations.ledger.incident.TheftForms.sweepLeg;
import static org.cordon.simulations.ledger.incident.TheftForms.testBefore;
import static org.cordon.simulations.ledger.incident.TheftForms.theft;
import static org.cordon.simulations.ledger.incident.TheftForms.unsure;

import java.util.List;
import java.util.Optional;
import org.cordon.simulations.ledger.Given;

/** Thefts from exchanges, after the public record; docs/ledger.md has the sources by their names. */
final class Thefts {

    private Thefts() {}

    static List<Script> all() {
        return List.of(m2(), mixin(), coinEx(), stake(), kuCoin(), UpbitThefts.in2019(), UpbitThefts.in2025());
    }

    private static Script m2() {
        Given lasts = assumed(12, 4, 16);
        Theft theft = new Theft(
                HANDS,
                List.of(
                        leg(
                                "ETH",
                                "ethereum",
                                derived(1_378 * 2_491.0, "S1,S3,S9: 1378 ETH at 2491"),
                                assumed(3, 1, 6),
                                NOW,
                                lasts),
                        leg("USDT", "ethereum", fact(3_700_000, "S1,S3,S9"), assumed(4, 1, 8), NOW, lasts),
                        leg(
                                "SHIB",
                                "ethereum",
                                derived(2_867_000, "remainder to 13.7 M, S1"),
                                assumed(4, 1, 8),
                                NOW,
                                lasts),
                        leg(
                                "BTC",
                                "bitcoin",
                                ours(1_900_000, "half of the 3.7 M that BTC and SOL come to"),
                                assumed(3, 1, 8),
                                NOW,
                                lasts),
                        leg(
                                "SOL",
                                "solana",
                                ours(1_800_000, "half of the 3.7 M that BTC and SOL come to"),
                                assumed(4, 1, 10),
                                NOW,
                                lasts)));
        return theft(
                "m2",
                "M2, 31 Oct 2024, 13.7 M USD on three chains; cause not disclosed",
                Optional.of(derived(23 + 16.0 / 60, "S1,S3,S7: 03:16 in GMT+4")),
                ours(13.7 / (13.7 + 11.5), "if the 11.5 M of S7,S8 is what was left"),
                assumed(1, 1.0 / 3, 1.5),
                List.of(
                        theft,
                        testBefore("ETH", "ethereum"),
                        new Halt(fact(16, "S1,S3,S7"), assumed(12, 6, 24), unsure())));
    }

    private static Script mixin() {
        Given lasts = assumed(240, 60, 720);
        Sweep sweep = new Sweep(
                assumed(10_000, 1_000, 30_000),
                assumed(30, 5, 120),
                List.of(
                        sweepLeg("ETH", "ethereum", fact(94_000_000, "S15,S16"), lasts),
                        sweepLeg("USDT", "ethereum", fact(23_500_000, "S15,S16"), lasts),
                        sweepLeg("BTC", "bitcoin", fact(23_000_000, "S15,S16: 891 BTC"), lasts),
                        sweepLeg("TOK01", "ethereum", derived(59_000_000, "remainder to 200 M, S13,S14"), lasts)));
        return theft(
                "mixin",
                "Mixin, 23 Sep 2023, about 200 M USD from many customers' addresses; a cloud provider's database was"
                        + " attacked",
                Optional.empty(),
                assumed(0.5),
                assumed(44, 40, 48),
                List.of(sweep, new Halt(assumed(24 * 44, 24 * 40, 24 * 48), assumed(24), ONE)));
    }

    private static Script coinEx() {
        Given early = assumed(0);
        Given later = assumed(45, 0, 90);
        Theft theft = new Theft(
                HANDS,
                List.of(
                        leg(
                                "ETH",
                                "ethereum",
                                fact(7_900_000, "S20,S21: 4947 ETH, the first transfer"),
                                fact(1, "S20,S21"),
                                early,
                                NOW),
                        leg(
                                "DAI",
                                "ethereum",
                                derived(408_741, "S20,S21: 408741 DAI at 1"),
                                ONE,
                                assumed(4),
                                assumed(2)),
                        leg(
                                "TOK02",
                                "ethereum",
                                derived(10_190_000, "remainder to 18.5 M on Ethereum, S21,S24"),
                                assumed(58),
                                assumed(6),
                                assumed(44)),
                        leg(
                                "TRX",
                                "tron",
                                derived(11_250_000, "S21,S24-S27: between 11 and 11.5 M"),
                                assumed(8),
                                later,
                                assumed(30)),
                        leg("BNB", "bsc", fact(6_400_000, "S21,S24-S27"), assumed(20), later, assumed(30)),
                        leg("BTC", "bitcoin", fact(6_000_000, "S21,S24-S27"), assumed(12), later, assumed(30)),
                        leg("XRP", "xrpl", fact(6_000_000, "S21,S24-S27"), assumed(3, 2, 5), later, assumed(20)),
                        leg("MATIC", "polygon", fact(290_000, "S21,S24-S27"), assumed(3, 2, 5), later, assumed(20))));
        return theft(
                "coinex",
                "CoinEx, 12 Sep 2023, 53 to 70 M USD on at least ten chains; a hot wallet's key leaked (says the firm)",
                Optional.of(fact(13 + 21.0 / 60, "S20,S21")),
                assumed(0.6),
                derived(57.0 / 60, "S20-S22: first transfer to alert outside"),
                List.of(
                        theft,
                        testBefore("ETH", "ethereum"),
                        new Halt(derived(117, "S20-S23"), assumed(24, 12, 48), ONE)));
    }

    private static Script stake() {
        Given later = assumed(60, 30, 90);
        Theft theft = new Theft(
                HANDS,
                List.of(
                        leg("USDT", "ethereum", fact(3_900_000, "S103,S104"), ONE, NOW, NOW),
                        leg(
                                "ETH",
                                "ethereum",
                                fact(9_800_000, "S103,S104: 6001 ETH"),
                                fact(2, "S103,S104"),
                                assumed(4),
                                assumed(20)),
                        leg("USDC", "ethereum", fact(1_000_000, "S103-S105"), assumed(3), assumed(30), assumed(40)),
                        leg("DAI", "ethereum", fact(900_000, "S103-S105"), assumed(2), assumed(40), assumed(37)),
                        leg("BNB", "bsc", fact(17_800_000, "S103"), assumed(10, 5, 20), later, assumed(40)),
                        leg("MATIC", "polygon", fact(7_800_000, "S103"), assumed(8, 4, 15), later, assumed(40))));
        return theft(
                "stake",
                "Stake, 4 Sep 2023, 41 M USD on three chains; a key or the system itself",
                Optional.of(fact(12 + 48.0 / 60, "S103,S104")),
                assumed(0.5),
                derived(268.0 / 60, "S103,S105: first transfer to statement at 17:16"),
                List.of(
                        theft,
                        new Halt(
                                derived(80, "S103,S105: notice at 14:08"),
                                derived(7.3, "S103,S105: until 21:28"),
                                ONE)));
    }

    private static Script kuCoin() {
        Given lasts = assumed(70);
        Theft theft = new Theft(
                HANDS,
                List.of(
                        leg(
                                "ETH",
                                "ethereum",
                                ours(11_484 * 350.0, "S110,S111: 11484 ETH, price ours"),
                                assumed(6, 3, 12),
                                NOW,
                                lasts),
                        leg(
                                "TOK03",
                                "ethereum",
                                fact(147_000_000, "S110,S111: ERC-20 tokens"),
                                assumed(150),
                                assumed(1),
                                lasts),
                        leg("USDT", "ethereum", fact(19_800_000, "S110,S111"), assumed(4, 2, 8), assumed(5), lasts),
                        leg(
                                "BTC",
                                "bitcoin",
                                ours(1_008 * 10_700.0, "S110,S111: 1008 BTC, price ours"),
                                assumed(4, 1, 8),
                                assumed(15),
                                assumed(40)),
                        leg(
                                "XRP",
                                "xrpl",
                                ours(18_500_000 * 0.24, "S110,S111: 18.5 M XRP, price ours"),
                                assumed(2, 1, 4),
                                assumed(15),
                                assumed(40)),
                        leg(
                                "LTC",
                                "litecoin",
                                ours(26_733 * 45.0, "S110,S111: 26733 LTC, price ours"),
                                assumed(2, 1, 4),
                                assumed(15),
                                assumed(40)),
                        leg(
                                "XLM",
                                "stellar",
                                fact(87_000_000, "S110,S111: two sources, low confidence"),
                                assumed(3, 1, 6),
                                assumed(20),
                                assumed(40))));
        OwnMoves rescue = new OwnMoves(
                assumed(0.25, 0.15, 0.35),
                List.of(
                        own(
                                "ETH",
                                "ethereum",
                                assumed(12),
                                fact(90, "S108,S109: 20:20"),
                                fact(30, "S108,S109: to 20:50")),
                        own("BTC", "bitcoin", assumed(6), fact(90, "S108,S109"), fact(30, "S108,S109"))));
        return theft(
                "kucoin",
                "KuCoin, 25 Sep 2020, 280 M USD; the server was shut after 30 minutes and the theft went on, as the"
                        + " keys were out",
                Optional.of(derived(18 + 50.0 / 60, "S108,S109: alert at 18:51")),
                assumed(0.7),
                derived(15.0 / 60, "S108,S109: large withdrawals seen at 19:05"),
                List.of(theft, rescue, new Halt(derived(30, "S108,S109: 19:20"), assumed(24 * 7), ONE)));
    }
}
