// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import org.cordon.event.EventKind;
import org.cordon.simulations.ledger.Customer;
import org.cordon.simulations.ledger.Mark;
import org.cordon.simulations.ledger.Money;
import org.cordon.simulations.ledger.Session;
import org.cordon.simulations.ledger.Withdrawals;

/** What is done with an account once somebody else is in it: nearly everything is withdrawn to the thief's address. */
final class Loot {
    private static final String ASSET = "USDT";
    private static final String CHAIN = "tron";
    /** Addresses of a thief; victims are spread over them. */
    private static final int ADDRESSES = 5;

    private Loot() {}

    static void withdraw(Scene scene, Customer victim, Session place, long time) {
        double usd = Withdrawals.amount(scene.draws(), victim.wealth())
                * scene.draws().between(2, 5);
        Money money = new Money(ASSET, CHAIN, usd);
        String to = scene.collector(CHAIN, "loot " + victim.number() % ADDRESSES);
        Withdrawals.Payment payment = new Withdrawals.Payment(time, money, to);
        scene.event(EventKind.WITHDRAWAL, time, victim.actor())
                .money(money)
                .to(to)
                .from(place)
                .emit(scene.truth(time, "withdrawal", Mark.ASSUMED));
        Withdrawals.transfer(scene.out(), payment, Withdrawals.onChain(payment, scene.draws()))
                .emit(scene.truth(time, "withdrawal", Mark.ASSUMED));
    }
}
