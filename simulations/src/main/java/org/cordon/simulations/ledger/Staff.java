// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import java.util.List;
import org.cordon.event.EventKind;
import org.cordon.simulations.generator.Draws;

/** Privileged actions of an ordinary office; {@code ledger.insider} has the study of insiders. */
final class Staff implements Activity {
    private static final List<String> AREAS =
            List.of("sessions", "sessions", "limits", "whitelist", "credentials", "refunds", "records", "keys");

    private final Exchange exchange;
    private final double office;
    private final double late;

    Staff(Exchange exchange) {
        this.exchange = exchange;
        double aWeek = exchange.rates().privilegedPerWeek().value();
        this.office = aWeek * (1 - Behaviour.STAFF_OFF_HOURS.value()) / 50;
        this.late = aWeek * Behaviour.STAFF_OFF_HOURS.value() / 118;
    }

    @Override
    public String name() {
        return "staff";
    }

    @Override
    public void fill(Emitter out) {
        Draws draws = out.draws();
        int count = draws.poisson(Rhythm.isOffice(out.hour(), exchange.zone()) ? office : late);
        for (int action = 0; action < count; action++) {
            int number = draws.below((int) Behaviour.STAFF.value());
            String area = AREAS.get(draws.below(AREAS.size()));
            out.event(EventKind.ADMIN, out.someTime(), exchange.staff(number))
                    .money(new Money(area, "", area.equals("refunds") ? draws.logNormal(300, 1.2) : -1))
                    .to(exchange.anyCustomer(draws).actor().account())
                    .from(draws.chance(Behaviour.NEW_DEVICE.value()) ? exchange.strange(draws) : exchange.desk(number))
                    .detail(new Detail.Privilege(
                            (int) draws.logNormal(3, 1), draws.chance(Behaviour.SECOND_APPROVER.value()) ? 2 : 1))
                    .emit();
        }
    }
}
