// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import org.cordon.simulations.ledger.Given;
import org.cordon.simulations.ledger.Mark;
import org.cordon.simulations.ledger.Money;
import org.cordon.simulations.ledger.Withdrawals;

/**
 * A little is moved first, to see whether it works.
 *
 * @param asset what
 * @param chain where
 * @param usd how little
 * @param minutesBefore the theft
 * @param share of seeds in which it happens; in the others the theft comes without a sign
 */
public record TestTransfer(String asset, String chain, Given usd, Given minutesBefore, Given share) implements Step {
    @Override
    public void play(Scene scene) {
        if (scene.draws().chance(share.value())) {
            long time = scene.after(-scene.draw(minutesBefore));
            Money money = new Money(asset, chain, scene.draw(usd));
            Withdrawals.transfer(scene.out(), new Withdrawals.Payment(time, money, scene.collector(chain)), time)
                    .emit(scene.truth(time, "test", Mark.ASSUMED));
        }
    }

    @Override
    public double leadHours() {
        return minutesBefore.high() / 60;
    }
}
