// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import java.util.List;
import java.util.Optional;
import org.cordon.simulations.ledger.Given;

/**
 * An incident or a negative control.
 *
 * <p><b>Guarantees.</b> It is data: playing it twice at the same exchange and moment gives the same events.
 *
 * @param name for the command line
 * @param title one line for people, with what is known of the cause
 * @param family what it is an example of
 * @param startsAtHour of the day in UTC; empty where nobody knows, then it is drawn
 * @param hotShare of the hot wallets that is taken: amounts keep their ratio to it; 0 where amounts are taken as they are
 * @param knownAfterHours when the exchange knows of it and labels it
 * @param route how stolen money leaves
 * @param steps in no order
 */
public record Script(
        String name,
        String title,
        Family family,
        Optional<Given> startsAtHour,
        Given hotShare,
        Given knownAfterHours,
        Route route,
        List<Step> steps) {
    public Script {
        steps = List.copyOf(steps);
    }

    /** Whether its events are attacks. */
    public boolean isAttack() {
        return family != Family.CONTROL;
    }

    /** How long before its start its first event may be. */
    public double leadHours() {
        return steps.stream().mapToDouble(Step::leadHours).max().orElse(0);
    }

    /** US dollars taken in truth, 0 where nothing is taken from hot wallets. */
    public double usd() {
        return steps.stream().mapToDouble(Script::usd).sum();
    }

    private static double usd(Step step) {
        List<Leg> legs =
                step instanceof Theft theft ? theft.legs() : step instanceof Sweep sweep ? sweep.legs() : List.of();
        return legs.stream().mapToDouble(leg -> leg.usd().value()).sum();
    }
}
