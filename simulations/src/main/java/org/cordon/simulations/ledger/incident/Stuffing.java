// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import org.cordon.event.EventKind;
import org.cordon.event.Outcome;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Customer;
import org.cordon.simulations.ledger.Given;
import org.cordon.simulations.ledger.Session;

/**
 * Passwords from elsewhere are tried on many accounts; where one fits and no second factor stops it, money leaves.
 *
 * @param pairs of account and password that are tried
 * @param perMinute attempts in a minute
 * @param perNetwork attempts from one network
 * @param fits share of pairs that fit
 * @param stopped share of those that a second factor stops
 * @param outMinutes from login to withdrawal
 */
public record Stuffing(Given pairs, Given perMinute, Given perNetwork, Given fits, Given stopped, Given outMinutes)
        implements Step {
    @Override
    public void play(Scene scene) {
        int count = scene.count(pairs);
        double rate = scene.draw(perMinute);
        double fitting = scene.draw(fits) * (1 - stopped.value());
        double minutes = 0;
        Session place = scene.exchange().strange(scene.draws());
        for (int pair = 0; pair < count; pair++) {
            minutes += scene.draws().exponential(1 / rate);
            if (scene.draws().chance(1 / perNetwork.value())) {
                place = scene.exchange().strange(scene.draws());
            }
            attempt(scene, scene.after(minutes), place, scene.draws().chance(fitting));
        }
    }

    private void attempt(Scene scene, long time, Session place, boolean enters) {
        Customer victim = scene.someCustomer();
        scene.event(EventKind.LOGIN, time, victim.actor())
                .from(place)
                .ending(enters ? Outcome.SUCCESS : Outcome.FAILURE)
                .emit(scene.truth(time, "login", fits.mark()));
        if (enters) {
            Loot.withdraw(scene, victim, place, time + (long) (scene.draw(outMinutes) * Clock.MINUTE));
        }
    }
}
