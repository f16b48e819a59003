// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import org.cordon.event.EventKind;
import org.cordon.simulations.ledger.Actor;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Draft;
import org.cordon.simulations.ledger.Given;
import org.cordon.simulations.ledger.Money;
import org.cordon.simulations.ledger.Truth;

/**
 * A chain of transfers, each to a fresh address, from which a little is peeled off into deposits.
 *
 * @param asset what
 * @param chain where
 * @param usd at the start
 * @param links transfers in a row
 * @param peeled share that is peeled off at each
 * @param minutes between two
 * @param fromHot whether it starts at a hot wallet of the exchange
 */
public record Peel(String asset, String chain, Given usd, Given links, Given peeled, Given minutes, boolean fromHot)
        implements Step {
    @Override
    public void play(Scene scene) {
        int count = scene.count(links);
        double left = scene.draw(usd);
        Actor holder = fromHot
                ? scene.exchange().hotWallet(chain)
                : new Actor(scene.out().freshAddress(chain), Actor.EXTERNAL_WALLET);
        Actor account = fromHot ? scene.someCustomer().actor() : scene.freshAccount();
        long time = scene.after(0);
        for (int link = 0; link < count; link++) {
            double peel = left * scene.draw(peeled);
            Truth truth = scene.truth(time, "peel", peeled.mark());
            String next = scene.out().freshAddress(chain);
            String deposit =
                    scene.exchange().address(chain, "deposit", account.account().hashCode(), link % 3);
            transfer(scene, time, holder, peel, deposit).emit(truth);
            transfer(scene, time, holder, left - peel, next).emit(truth);
            long arrives = time + (long) (scene.draws().between(5, 30) * Clock.MINUTE);
            scene.event(EventKind.DEPOSIT, arrives, account)
                    .money(new Money(asset, chain, peel))
                    .to(holder.account())
                    .emit(scene.truth(arrives, "peel", peeled.mark()));
            left -= peel;
            holder = new Actor(next, Actor.EXTERNAL_WALLET);
            time += (long) (scene.draws().exponential(scene.draw(minutes)) * Clock.MINUTE);
        }
    }

    private Draft transfer(Scene scene, long time, Actor from, double worth, String to) {
        return scene.event(EventKind.TRANSFER, time, from)
                .money(new Money(asset, chain, worth))
                .to(to);
    }
}
