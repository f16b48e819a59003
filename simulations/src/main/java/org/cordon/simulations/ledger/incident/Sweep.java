// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import java.util.List;
import org.cordon.event.EventKind;
import org.cordon.simulations.ledger.Actor;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Given;
import org.cordon.simulations.ledger.Mark;
import org.cordon.simulations.ledger.Money;

/**
 * Customers' addresses, whose keys the exchange holds, are emptied one after the other; tokens need gas first, which one address hands out.
 *
 * @param sources addresses in all
 * @param gasSeconds from gas to transfer
 * @param legs what is taken; the shares of sources are as those of dollars
 */
public record Sweep(Given sources, Given gasSeconds, List<Leg> legs) implements Step {
    public Sweep {
        legs = List.copyOf(legs);
    }

    @Override
    public void play(Scene scene) {
        double all = legs.stream().mapToDouble(leg -> leg.usd().value()).sum();
        int addresses = scene.count(sources);
        for (Leg leg : legs) {
            int parts = (int) Math.max(1, StrictMath.rint(addresses * leg.usd().value() / all));
            sweep(scene, leg, parts);
        }
    }

    private void sweep(Scene scene, Leg leg, int parts) {
        double start = scene.draw(leg.afterMinutes());
        double lasts = scene.draw(leg.lastsMinutes());
        double[] usd = leg.shape().cut(scene.scaled(leg.usd().value()), parts, scene.draws());
        boolean token = leg.asset().equals("USDT");
        String gas = scene.collector(leg.chain(), "gas");
        for (int part = 0; part < parts; part++) {
            long time = scene.after(start + lasts * (part + scene.draws().unit()) / parts);
            Actor source = scene.exchange().depositWallet(leg.chain(), scene.someCustomer());
            if (token) {
                long before = time - (long) (scene.draw(gasSeconds) * Clock.SECOND);
                scene.event(EventKind.TRANSFER, before, new Actor(gas, Actor.EXTERNAL_WALLET))
                        .money(new Money("ETH", leg.chain(), scene.draws().between(2, 8)))
                        .to(source.account())
                        .emit(scene.truth(before, "gas", Mark.FACT));
            }
            scene.event(EventKind.TRANSFER, time, source)
                    .money(new Money(leg.asset(), leg.chain(), usd[part]))
                    .to(scene.collector(leg.chain(), leg.asset()))
                    .emit(scene.truth(time, "theft", leg.usd().mark()));
        }
    }
}
