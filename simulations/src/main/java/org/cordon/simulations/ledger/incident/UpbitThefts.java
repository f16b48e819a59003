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
import static org.cordon.simulations.ledger.incident.TheftForms.testBefore;
import static org.cordon.simulations.ledger.incident.TheftForms.theft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.simulations.ledger.Assets;
import org.cordon.simulations.ledger.Given;

/** The two thefts from Upbit, six years apart to the day. */
final class UpbitThefts {
    private UpbitThefts() {}

    static Script in2019() {
        Theft theft = new Theft(
                ONE,
                List.of(leg(
                        "ETH", "ethereum", fact(49_000_000, "S113,S114: 342000 ETH"), fact(1, "S113,S114"), NOW, NOW)));
        OwnMoves rescue = new OwnMoves(
                assumed(0.30, 0.2, 0.4),
                List.of(
                        own(
                                "TRX",
                                "tron",
                                fact(10, "S115: about ten of 1.5 M USD"),
                                derived(54, "S113,S115: from 05:00"),
                                assumed(60)),
                        own("BTT", "tron", assumed(5), assumed(70), assumed(60)),
                        own("XLM", "stellar", assumed(5), assumed(70), assumed(60))));
        return theft(
                "upbit2019",
                "Upbit, 27 Nov 2019, 342,000 ETH in one transfer; then the exchange's own rescue was taken for theft",
                Optional.of(fact(4 + 6.0 / 60, "S113,S114")),
                assumed(0.5),
                derived(290.0 / 60, "S113,S114: notice at 08:56"),
                List.of(theft, rescue, new Halt(assumed(5, 2, 10), assumed(24 * 7), ONE)));
    }

    static Script in2025() {
        Given lasts = fact(54, "S118-S120");
        List<Leg> legs = new ArrayList<>(List.of(
                leg("SOL", "solana", derived(18.99e9 / 1_435, "S118-S120: 18.99 bn KRW"), assumed(20), NOW, lasts),
                leg("PENGU", "solana", derived(3.85e9 / 1_435, "S118-S120: 3.85 bn KRW"), assumed(8), NOW, lasts),
                leg("TRUMP", "solana", derived(2.92e9 / 1_435, "S118-S120: 2.92 bn KRW"), assumed(8), NOW, lasts),
                leg("BONK", "solana", derived(1.53e9 / 1_435, "S118-S120: 1.53 bn KRW"), assumed(6), NOW, lasts)));
        double rest = 17.19e9 / 1_435;
        double weights = 0;
        for (int rank = 1; rank <= 20; rank++) {
            weights += 1.0 / rank;
        }
        for (int rank = 1; rank <= 20; rank++) {
            Given usd = ours(rest / rank / weights, "Zipf share of the other 17.19 bn KRW, S118-S120");
            legs.add(leg(Assets.solanaToken(rank), "solana", usd, assumed(3, 2, 5), NOW, lasts));
        }
        return theft(
                "upbit2025",
                "Upbit, 27 Nov 2025, 44.48 bn KRW of 24 Solana tokens in 54 minutes",
                Optional.of(derived(19 + 42.0 / 60, "S118-S120: 04:42 in KST")),
                assumed(0.4),
                derived(18.0 / 60, "S118-S120: emergency meeting at 05:00"),
                List.of(
                        new Theft(HANDS, legs),
                        testBefore("SOL", "solana"),
                        new Halt(derived(45, "S118-S120: 05:27"), assumed(24 * 7), ONE)));
    }
}
