// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import org.cordon.event.EventKind;
import org.cordon.simulations.generator.Draws;

/** Money between cold and hot wallets: refills, and half as often what is too much. */
final class Treasury implements Activity {
    private final Exchange exchange;
    private final double refills;
    private final double usd;

    Treasury(Exchange exchange) {
        this.exchange = exchange;
        double aWeek = exchange.rates().refillsPerWeek().value();
        this.refills = aWeek / 168;
        this.usd = exchange.hotUsd() * exchange.rates().hotTurnoverPerDay().value() * 7 / aWeek;
    }

    @Override
    public String name() {
        return "treasury";
    }

    @Override
    public void fill(Emitter out) {
        Draws draws = out.draws();
        double mean = refills * Rhythm.of(out.hour(), exchange.zone());
        int in = draws.poisson(mean);
        int back = draws.poisson(mean / 2);
        for (int move = 0; move < in + back; move++) {
            String chain =
                    Withdrawals.chains().get(draws.below(Withdrawals.chains().size()));
            Actor cold = exchange.coldWallet(chain);
            Actor hot = exchange.hotWallet(chain);
            Actor from = move < in ? cold : hot;
            Actor to = move < in ? hot : cold;
            out.event(EventKind.TRANSFER, out.someTime(), from)
                    .money(new Money(Assets.treasuryOf(chain), chain, draws.logNormal(usd, 0.5)))
                    .to(to.account())
                    .emit();
        }
    }
}
