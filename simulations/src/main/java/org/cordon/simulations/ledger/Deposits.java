// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import org.cordon.event.EventKind;
import org.cordon.simulations.generator.Draws;

/** Customers deposit; of some deposits the chain showed one hop before, and some are gathered into the hot wallet. */
final class Deposits implements Activity {
    private final Exchange exchange;
    private final double rate;

    Deposits(Exchange exchange) {
        this.exchange = exchange;
        this.rate = exchange.withdrawalsPerHour() * Behaviour.DEPOSITS_PER_WITHDRAWAL.value();
    }

    @Override
    public String name() {
        return "deposits";
    }

    @Override
    public void fill(Emitter out) {
        Draws draws = out.draws();
        int count = out.bursty(rate * Rhythm.of(out.hour(), exchange.zone()));
        for (int deposit = 0; deposit < count; deposit++) {
            Customer customer = exchange.anyCustomer(draws);
            Money asset = Assets.draw(draws);
            Money money = asset.worth(Withdrawals.amount(draws, customer.wealth()));
            String source = draws.chance(Behaviour.FIRST_SEEN_OTHERS.value())
                    ? out.freshAddress(asset.chain())
                    : Withdrawals.known(out, customer, asset.chain());
            long time = out.someTime();
            if (draws.chance(Behaviour.DEPOSITS_SEEN_ONE_HOP_BEFORE.value())) {
                out.event(EventKind.TRANSFER, time, new Actor(out.freshAddress(asset.chain()), Actor.EXTERNAL_WALLET))
                        .money(money)
                        .to(source)
                        .emit();
                time += (long) (draws.logNormal(30, 1.2) * Clock.MINUTE);
            }
            out.event(EventKind.DEPOSIT, time, customer.actor())
                    .money(money)
                    .to(source)
                    .emit();
            if (draws.chance(Behaviour.DEPOSITS_GATHERED.value())) {
                long later = time + (long) (draws.between(1, 6) * Clock.HOUR);
                out.event(EventKind.TRANSFER, later, exchange.depositWallet(asset.chain(), customer))
                        .money(money)
                        .to(exchange.hotWallet(asset.chain()).account())
                        .emit();
            }
        }
    }
}
