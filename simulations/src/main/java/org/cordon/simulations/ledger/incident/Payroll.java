// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import org.cordon.simulations.ledger.Customer;
import org.cordon.simulations.ledger.Emitter;
import org.cordon.simulations.ledger.Given;
import org.cordon.simulations.ledger.Money;
import org.cordon.simulations.ledger.Withdrawals;

/**
 * One customer pays many people, all at addresses nobody has seen.
 *
 * @param people how many
 * @param minutes from the first to the last
 * @param usd median of a payment
 */
public record Payroll(Given people, Given minutes, Given usd) implements Step {
    @Override
    public void play(Scene scene) {
        Customer business = scene.someCustomer();
        Emitter honest = scene.honest("payroll");
        int count = scene.count(people);
        double lasts = scene.draw(minutes);
        for (int person = 0; person < count; person++) {
            Money money = new Money("USDC", "ethereum", scene.draws().logNormal(usd.value(), 0.4));
            long time = scene.after(lasts * (person + scene.draws().unit()) / count);
            Withdrawals.pay(
                    honest,
                    business,
                    business.home(),
                    new Withdrawals.Payment(time, money, honest.freshAddress("ethereum")));
        }
    }
}
