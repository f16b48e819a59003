// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Events as an exchange's own programs have them.
 *
 * <p><b>Guarantees.</b> The event is the one that is read of the line that {@link EventText} writes: amounts to the cent and at least a
 * cent, prices to the millionth. It has no label: what is known of it comes apart from it, and later.
 */
public final class EventForm {
    private static final double CENTS = 100;
    private static final long MICROS_OF_CENT = 10_000;
    private static final double MILLIONTHS = 1_000_000;

    private EventForm() {}

    /** The same event in the terms of cordon/events-v1. */
    public static org.cordon.event.Event of(Event event) {
        Optional<Money> money = event.money();
        Optional<Session> session = event.session();
        return new org.cordon.event.Event(
                event.id(),
                Instant.EPOCH.plus(event.timeMicros(), ChronoUnit.MICROS),
                event.kind(),
                event.actor().account(),
                money.map(Money::asset).filter(text -> !text.isEmpty()),
                money.map(Money::chain).filter(text -> !text.isEmpty()),
                amount(money),
                Optional.of(event.counterparty()).filter(text -> !text.isEmpty()),
                session.map(Session::ipBlock),
                session.map(Session::device),
                session.map(Session::country),
                event.outcome(),
                Optional.of(event.actor().role()),
                OptionalInt.empty(),
                event.detail().map(EventForm::extras).orElse(Map.of()));
    }

    private static OptionalLong amount(Optional<Money> money) {
        double usd = money.map(Money::usd).orElse(-1.0);
        return usd < 0
                ? OptionalLong.empty()
                : OptionalLong.of(((long) StrictMath.rint(Math.max(usd, 0.01) * CENTS)) * MICROS_OF_CENT);
    }

    private static Map<String, Double> extras(Detail detail) {
        if (detail instanceof Detail.Quote quote) {
            return Map.of(
                    "x_price",
                    StrictMath.rint(quote.price() * MILLIONTHS) / MILLIONTHS,
                    "x_side",
                    quote.buys() ? 1.0 : -1.0);
        }
        Detail.Privilege privilege = (Detail.Privilege) detail;
        return Map.of("x_records", (double) privilege.records(), "x_approvers", (double) privilege.approvers());
    }
}
