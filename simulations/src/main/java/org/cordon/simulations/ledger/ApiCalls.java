// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import org.cordon.event.EventKind;
import org.cordon.event.Outcome;
import org.cordon.simulations.generator.Draws;

/** Customers with keys for programs. */
final class ApiCalls implements Activity {
    private final Exchange exchange;
    private final double calls;

    ApiCalls(Exchange exchange) {
        this.exchange = exchange;
        this.calls = exchange.rate(exchange.rates().loginsPerHour()) * Behaviour.API_CALLS_PER_LOGIN.value();
    }

    @Override
    public String name() {
        return "api";
    }

    /** Programs do not sleep: no rhythm of the day. */
    @Override
    public void fill(Emitter out) {
        Draws draws = out.draws();
        int count = out.bursty(calls);
        for (int call = 0; call < count; call++) {
            long programs = Math.max(1, (long) (exchange.customers() * Behaviour.API_CUSTOMERS.value()));
            Customer customer = exchange.customer((long) (draws.unit() * programs));
            Session home = customer.home();
            out.event(EventKind.API, out.someTime(), customer.actor())
                    .from(new Session(home.ipBlock(), "key-" + customer.number(), home.country()))
                    .ending(draws.chance(0.995) ? Outcome.SUCCESS : Outcome.FAILURE)
                    .emit();
        }
    }
}
