// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import java.util.Optional;
import org.cordon.event.EventKind;
import org.cordon.event.Outcome;

/** An event in the making; {@link #emit()} or {@link #emit(Truth)} ends it. */
public final class Draft {
    private final Emitter emitter;
    private final EventKind kind;
    private final long timeMicros;
    private final Actor actor;
    private Optional<Money> money = Optional.empty();
    private String counterparty = "";
    private Optional<Session> session = Optional.empty();
    private Outcome outcome = Outcome.SUCCESS;
    private Optional<Detail> detail = Optional.empty();

    Draft(Emitter emitter, EventKind kind, long timeMicros, Actor actor) {
        this.emitter = emitter;
        this.kind = kind;
        this.timeMicros = timeMicros;
        this.actor = actor;
    }

    public Draft money(Money moved) {
        money = Optional.of(moved);
        return this;
    }

    public Draft to(String other) {
        counterparty = other;
        return this;
    }

    public Draft from(Session place) {
        session = Optional.of(place);
        return this;
    }

    public Draft ending(Outcome end) {
        outcome = end;
        return this;
    }

    public Draft detail(Detail further) {
        detail = Optional.of(further);
        return this;
    }

    /** It is part of the background. */
    public void emit() {
        emitter.add(new Entry(event(), Optional.empty()));
    }

    /** It is part of a script. */
    public void emit(Truth truth) {
        emitter.add(new Entry(event(), Optional.of(truth)));
    }

    private Event event() {
        return new Event(emitter.nextId(), timeMicros, kind, actor, money, counterparty, session, outcome, detail);
    }
}
