// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import org.cordon.event.EventKind;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Customer;
import org.cordon.simulations.ledger.Given;
import org.cordon.simulations.ledger.Mark;
import org.cordon.simulations.ledger.Session;

/**
 * Customers gave their password and second factor away: one login each from a strange place, then money leaves.
 *
 * @param accounts how many
 * @param hours from the first to the last
 * @param outMinutes from login to withdrawal
 */
public record Phishing(Given accounts, Given hours, Given outMinutes) implements Step {
    @Override
    public void play(Scene scene) {
        int count = scene.count(accounts);
        double lasts = scene.draw(hours) * 60;
        for (int account = 0; account < count; account++) {
            long time = scene.after(lasts * scene.draws().unit());
            Customer victim = scene.someCustomer();
            Session place = scene.exchange().strange(scene.draws());
            scene.event(EventKind.LOGIN, time, victim.actor())
                    .from(place)
                    .emit(scene.truth(time, "login", Mark.ASSUMED));
            Loot.withdraw(scene, victim, place, time + (long) (scene.draw(outMinutes) * Clock.MINUTE));
        }
    }
}
