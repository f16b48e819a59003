// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import java.util.List;
import java.util.stream.IntStream;
import org.cordon.event.EventKind;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Customer;
import org.cordon.simulations.ledger.Given;
import org.cordon.simulations.ledger.Money;
import org.cordon.simulations.ledger.Session;
import org.cordon.simulations.ledger.Truth;
import org.cordon.simulations.ledger.Withdrawals;

/**
 * Hot wallets are emptied, to one address on each chain.
 *
 * @param accounts in whose name it is withdrawn, where the exchange signs
 * @param legs what is taken
 */
public record Theft(Given accounts, List<Leg> legs) implements Step {
    public Theft {
        legs = List.copyOf(legs);
    }

    @Override
    public void play(Scene scene) {
        int hands = scene.count(accounts);
        List<Customer> taken =
                IntStream.range(0, hands).mapToObj(hand -> scene.someCustomer()).toList();
        Session place = scene.exchange().strange(scene.draws());
        for (Leg leg : legs) {
            int parts = scene.count(leg.transfers());
            double start = scene.draw(leg.afterMinutes());
            double lasts = scene.draw(leg.lastsMinutes());
            double[] usd = leg.shape().cut(scene.scaled(scene.draw(leg.usd())), parts, scene.draws());
            for (int part = 0; part < parts; part++) {
                double minutes = parts == 1
                        ? start
                        : start + lasts * (part + (part == 0 ? 0 : scene.draws().unit() - 0.5)) / (parts - 1);
                take(
                        scene,
                        leg,
                        new Money(leg.asset(), leg.chain(), usd[part]),
                        scene.after(minutes),
                        taken.get(part % hands),
                        place);
            }
        }
    }

    private static void take(Scene scene, Leg leg, Money money, long time, Customer hand, Session place) {
        Truth truth = scene.truth(time, "theft", leg.usd().mark());
        Withdrawals.Payment payment = new Withdrawals.Payment(time, money, scene.collector(money.chain()));
        if (scene.route() == Route.WITHDRAWALS) {
            scene.event(EventKind.WITHDRAWAL, time - 30 * Clock.SECOND, hand.actor())
                    .money(money)
                    .to(payment.address())
                    .from(place)
                    .emit(truth);
        }
        Withdrawals.transfer(scene.out(), payment, time).emit(truth);
    }
}
