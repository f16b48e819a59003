// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import java.util.List;
import java.util.stream.Stream;
import org.cordon.simulations.ledger.Assets;
import org.cordon.simulations.ledger.Customer;
import org.cordon.simulations.ledger.Detail;
import org.cordon.simulations.ledger.Given;
import org.cordon.simulations.ledger.Mark;
import org.cordon.simulations.ledger.Money;
import org.cordon.simulations.ledger.Trading;

/**
 * Accounts of one person trade a thin pair among themselves, round and back, so that it looks busy.
 *
 * @param accounts 1 trades with itself, 2 go to and fro, more pass it round
 * @param hours how long
 * @param loopsPerHour how often it goes round
 * @param loopMinutes at most how long one round takes
 * @param sizeDifference share by which trades of a round differ, at most
 */
public record Wash(Given accounts, Given hours, Given loopsPerHour, Given loopMinutes, Given sizeDifference)
        implements Step {
    private static final int THIN = 12;

    @Override
    public void play(Scene scene) {
        List<Customer> ring = Stream.generate(scene::someCustomer)
                .limit(scene.count(accounts))
                .toList();
        String asset = Assets.token(1 + THIN + scene.draws().below(8));
        double until = scene.draw(hours) * 60;
        double rate = scene.draw(loopsPerHour) / 60;
        for (double minutes = scene.draws().exponential(1 / rate);
                minutes < until;
                minutes += scene.draws().exponential(1 / rate)) {
            loop(scene, ring, asset, minutes);
        }
    }

    private void loop(Scene scene, List<Customer> ring, String asset, double minutes) {
        double usd = Trading.size(scene.draws()) * 4;
        double lasts = loopMinutes.value() * scene.draws().unit();
        int trades = Math.max(2, ring.size());
        for (int trade = 0; trade < trades; trade++) {
            long time = scene.after(minutes + lasts * trade / trades);
            double differing = 1 + sizeDifference.value() * (scene.draws().unit() - 0.5);
            Customer taker = ring.get(trade % ring.size());
            Trading.Deal deal = new Trading.Deal(
                    time,
                    taker.actor(),
                    ring.get((trade + 1) % ring.size()).actor(),
                    new Money(asset, "", usd * differing),
                    new Detail.Quote(scene.exchange().prices().of(asset, time), false));
            Trading.order(scene.out(), deal, taker.home()).emit(scene.truth(time, "order", Mark.FACT));
            Trading.side(scene.out(), deal).emit(scene.truth(time, "trade", Mark.FACT));
            Trading.side(scene.out(), Trading.turned(deal)).emit(scene.truth(time, "trade", Mark.FACT));
        }
    }
}
