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
 * Keys for programs are made in phished accounts and left alone; then all of them are used within a minute or two.
 *
 * @param accounts how many
 * @param idleDays from making to use
 * @param useSeconds from the first use to the last
 */
public record ApiKeys(Given accounts, Given idleDays, Given useSeconds) implements Step {
    @Override
    public void play(Scene scene) {
        int count = scene.count(accounts);
        double uses = scene.draw(useSeconds) / 60;
        for (int account = 0; account < count; account++) {
            Customer victim = scene.someCustomer();
            Session strange = scene.exchange().strange(scene.draws());
            Session key = new Session(strange.ipBlock(), "key-" + victim.number(), strange.country());
            long made = scene.after(-scene.draw(idleDays) * 24 * 60);
            scene.event(EventKind.LOGIN, made - 2 * Clock.MINUTE, victim.actor())
                    .from(strange)
                    .emit(scene.truth(made, "login", Mark.FACT));
            scene.event(EventKind.API, made, victim.actor()).from(key).emit(scene.truth(made, "key", Mark.FACT));
            long used = scene.after(uses * scene.draws().unit());
            scene.event(EventKind.API, used, victim.actor()).from(key).emit(scene.truth(used, "use", Mark.FACT));
            Loot.withdraw(scene, victim, key, used + 10 * Clock.SECOND);
        }
    }

    @Override
    public double leadHours() {
        return idleDays.high() * 24 + 1;
    }
}
