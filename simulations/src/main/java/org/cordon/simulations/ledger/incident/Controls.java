// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import static org.cordon.simulations.ledger.Given.assumed;
import static org.cordon.simulations.ledger.Given.derived;

import java.util.List;
import java.util.Optional;
import org.cordon.simulations.ledger.Assets;
import org.cordon.simulations.ledger.Given;

/** What looks like an attack and is none. */
final class Controls {
    private static final Given ONE = assumed(1);

    private Controls() {}

    static List<Script> all() {
        return List.of(
                control(
                        "rescue",
                        "The exchange moves its hot money to new cold addresses in an hour (compare Upbit 2019,"
                                + " KuCoin, BingX)",
                        new OwnMoves(assumed(0.7, 0.5, 0.9), everywhere(assumed(6, 3, 10), assumed(60, 30, 120)))),
                control(
                        "run",
                        "A run: customers withdraw at seven times the usual rate for ten hours (after Bybit 2025)",
                        new Surge(
                                derived(10, "S92: 350,000 requests in 10 h"),
                                derived(7, "S92: 35,000 an hour against a usual 5,000, which is assumed"))),
                control(
                        "listing",
                        "A listing or airdrop: three to six times the usual for some hours",
                        new Surge(assumed(4, 2, 6), assumed(3, 2, 5))),
                control(
                        "migration",
                        "Wallets are replaced: all hot money goes to new addresses in a day",
                        new OwnMoves(assumed(0.95), everywhere(assumed(20, 10, 30), assumed(1_440, 720, 1_440)))),
                control(
                        "payroll",
                        "One customer pays hundreds of people at new addresses",
                        new Payroll(assumed(400, 200, 800), assumed(20, 10, 60), assumed(1_500))),
                control(
                        "treasury-peel",
                        "The exchange's own money in a peel chain (compare Nobitex before the theft)",
                        new Peel(
                                "BTC",
                                Assets.BITCOIN,
                                assumed(400_000, 100_000, 1_000_000),
                                assumed(60, 30, 120),
                                assumed(0.02, 0.01, 0.05),
                                assumed(20, 5, 60),
                                true)));
    }

    private static List<Leg> everywhere(Given transfers, Given minutes) {
        return Assets.chains().stream()
                .map(chain -> new Leg(Assets.treasuryOf(chain), chain, ONE, transfers, assumed(0), minutes, Shape.EVEN))
                .toList();
    }

    private static Script control(String name, String title, Step step) {
        return new Script(
                name,
                title,
                Family.CONTROL,
                Optional.empty(),
                assumed(0),
                assumed(24, 6, 72),
                Route.WITHDRAWALS,
                List.of(step));
    }
}
