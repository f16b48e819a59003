// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import java.util.List;
import org.cordon.event.EventKind;
import org.cordon.simulations.ledger.Given;
import org.cordon.simulations.ledger.Money;

/**
 * The exchange moves its own hot money to addresses nobody has seen: a rescue after a theft, or wallets that are replaced.
 *
 * @param shareOfHot of the hot wallets that is moved, for each leg as its dollars
 * @param legs what is moved; dollars are weights
 */
public record OwnMoves(Given shareOfHot, List<Leg> legs) implements Step {
    public OwnMoves {
        legs = List.copyOf(legs);
    }

    @Override
    public void play(Scene scene) {
        double all = legs.stream().mapToDouble(leg -> leg.usd().value()).sum();
        double moved = scene.draw(shareOfHot) * scene.exchange().hotUsd();
        for (Leg leg : legs) {
            int parts = scene.count(leg.transfers());
            double start = scene.draw(leg.afterMinutes());
            double lasts = scene.draw(leg.lastsMinutes());
            double[] usd = leg.shape().cut(moved * leg.usd().value() / all, parts, scene.draws());
            String to = scene.out().freshAddress(leg.chain());
            for (int part = 0; part < parts; part++) {
                long time = scene.after(start + lasts * (part + scene.draws().unit()) / parts);
                scene.event(EventKind.TRANSFER, time, scene.exchange().hotWallet(leg.chain()))
                        .money(new Money(leg.asset(), leg.chain(), usd[part]))
                        .to(to)
                        .emit(scene.own(time, "own-move", leg.usd().mark()));
            }
        }
    }
}
