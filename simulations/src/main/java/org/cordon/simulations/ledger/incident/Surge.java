// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import org.cordon.event.EventKind;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Customer;
import org.cordon.simulations.ledger.Emitter;
import org.cordon.simulations.ledger.Given;
import org.cordon.simulations.ledger.Withdrawals;

/**
 * Many customers withdraw at once, for a reason of their own.
 *
 * @param hours how long
 * @param factor withdrawals as a multiple of the usual, besides the usual ones
 */
public record Surge(Given hours, Given factor) implements Step {
    @Override
    public void play(Scene scene) {
        double lasts = scene.draw(hours);
        Emitter honest = scene.honest("surge");
        double mean = scene.exchange().withdrawalsPerHour() * lasts * scene.draw(factor);
        int count = scene.draws().poisson(mean);
        for (int customer = 0; customer < count; customer++) {
            Customer one = scene.exchange().anyCustomer(scene.draws());
            long time = scene.after(lasts * 60 * scene.draws().unit());
            honest.event(EventKind.LOGIN, time - 3 * Clock.MINUTE, one.actor())
                    .from(one.home())
                    .emit();
            Withdrawals.withdraw(honest, one, one.home(), time);
        }
    }

    @Override
    public double leadHours() {
        return 1;
    }
}
