// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import org.cordon.event.EventKind;
import org.cordon.event.Outcome;
import org.cordon.simulations.generator.Draws;

/** Customers log in, and some of them withdraw. */
final class CustomerVisits implements Activity {
    private final Exchange exchange;
    private final double visits;
    private final double withdraws;

    CustomerVisits(Exchange exchange) {
        this.exchange = exchange;
        double success = Behaviour.LOGIN_SUCCESS.value();
        double attempts = (1 - StrictMath.pow(1 - success, Behaviour.MOST_ATTEMPTS.value())) / success;
        this.visits = exchange.rate(exchange.rates().loginsPerHour()) / attempts;
        this.withdraws = exchange.withdrawalsPerHour() / visits / Withdrawals.perWish();
    }

    @Override
    public String name() {
        return "visits";
    }

    @Override
    public void fill(Emitter out) {
        int count = out.bursty(visits * Rhythm.of(out.hour(), exchange.zone()));
        for (int visit = 0; visit < count; visit++) {
            visit(out, out.someTime());
        }
    }

    private void visit(Emitter out, long startMicros) {
        Draws draws = out.draws();
        Customer customer = exchange.anyCustomer(draws);
        Session place = place(out, customer);
        boolean wantsOut = draws.chance(withdraws);
        long time = startMicros;
        for (int attempt = 0; attempt < Behaviour.MOST_ATTEMPTS.value(); attempt++) {
            boolean enters = draws.chance(Behaviour.LOGIN_SUCCESS.value());
            out.event(EventKind.LOGIN, time, customer.actor())
                    .from(place)
                    .ending(enters ? Outcome.SUCCESS : Outcome.FAILURE)
                    .emit();
            if (enters) {
                if (wantsOut) {
                    Withdrawals.withdraw(out, customer, place, time + (long) (draws.between(1, 20) * Clock.MINUTE));
                }
                return;
            }
            time += (long) (draws.between(5, 60) * Clock.SECOND);
        }
    }

    /** Mostly home; sometimes a new device, sometimes abroad, sometimes both. */
    private Session place(Emitter out, Customer customer) {
        Draws draws = out.draws();
        boolean abroad = draws.chance(Behaviour.ABROAD.value());
        boolean device = draws.chance(Behaviour.NEW_DEVICE.value());
        if (!abroad && !device) {
            return customer.home();
        }
        Session other = exchange.strange(draws);
        Session home = customer.home();
        return new Session(
                abroad ? other.ipBlock() : home.ipBlock(),
                device ? other.device() : home.device(),
                abroad ? other.country() : home.country());
    }
}
