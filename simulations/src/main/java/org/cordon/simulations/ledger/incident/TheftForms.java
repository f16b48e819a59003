// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import static org.cordon.simulations.ledger.Given.assumed;

import java.util.List;
import java.util.Optional;
import org.cordon.simulations.ledger.Given;
import org.cordon.simulations.ledger.Mark;

/** What the scripts of thefts have in common. */
final class TheftForms {
    static final Given HANDS = assumed(3, 1, 5);
    static final Given NOW = assumed(0);
    static final Given ONE = assumed(1);

    private TheftForms() {}

    static Script theft(
            String name, String title, Optional<Given> startsAt, Given hotShare, Given known, List<Step> steps) {
        return new Script(name, title, Family.THEFT, startsAt, hotShare, known, Route.KEYS, steps);
    }

    static Leg leg(String asset, String chain, Given usd, Given transfers, Given after, Given lasts) {
        return new Leg(asset, chain, usd, transfers, after, lasts, Shape.FALLING);
    }

    static Leg sweepLeg(String asset, String chain, Given usd, Given lasts) {
        return new Leg(asset, chain, usd, ONE, NOW, lasts, Shape.SPREAD);
    }

    static Leg own(String asset, String chain, Given transfers, Given after, Given lasts) {
        return new Leg(asset, chain, ONE, transfers, after, lasts, Shape.EVEN);
    }

    /** Half of all seeds have a sign before the theft, the others none. */
    static TestTransfer testBefore(String asset, String chain) {
        return new TestTransfer(asset, chain, assumed(2, 0.5, 10), assumed(60, 1, 480), unsure());
    }

    static Given unsure() {
        return new Given(0.5, 0.5, 0.5, Mark.ASSUMED, "unknown, or sources conflict");
    }

    static Given ours(double usd, String reason) {
        return new Given(usd, usd, usd, Mark.ASSUMED, reason);
    }
}
