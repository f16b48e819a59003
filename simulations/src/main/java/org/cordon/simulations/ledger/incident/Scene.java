// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import java.util.HashMap;
import java.util.Map;
import org.cordon.event.EventKind;
import org.cordon.simulations.generator.Draws;
import org.cordon.simulations.ledger.Actor;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Customer;
import org.cordon.simulations.ledger.Draft;
import org.cordon.simulations.ledger.Emitter;
import org.cordon.simulations.ledger.Exchange;
import org.cordon.simulations.ledger.Given;
import org.cordon.simulations.ledger.Mark;
import org.cordon.simulations.ledger.Truth;

/** A script being played at one exchange: its moment, its scale, and the addresses its actor has used so far. */
public final class Scene {
    private final Script script;
    private final Route route;
    private final long startMicros;
    private final double scale;
    private final Emitter out;
    private final Map<String, String> collectors = new HashMap<>();
    private final double knownAfterHours;

    Scene(Script script, Cue cue, Emitter out) {
        this.script = script;
        this.route = cue.route();
        this.startMicros = cue.startMicros();
        this.out = out;
        double usd = script.usd();
        boolean scaled = cue.scaled() && script.hotShare().value() > 0 && usd > 0;
        this.scale = scaled ? script.hotShare().value() * out.exchange().hotUsd() / usd : 1;
        this.knownAfterHours = script.knownAfterHours().draw(out.draws());
    }

    Draws draws() {
        return out.draws();
    }

    Exchange exchange() {
        return out.exchange();
    }

    Emitter out() {
        return out;
    }

    Route route() {
        return route;
    }

    /** US dollars at this exchange for so many in truth. */
    double scaled(double usd) {
        return usd * scale;
    }

    /** A moment so many minutes after the start. */
    long after(double minutes) {
        return startMicros + (long) (minutes * Clock.MINUTE);
    }

    double draw(Given number) {
        return number.draw(out.draws());
    }

    int count(Given number) {
        return number.count(out.draws());
    }

    /** Where the actor gathers money on a chain: one address for each. */
    String collector(String chain) {
        return collector(chain, "");
    }

    /** The same, one for each use. */
    String collector(String chain, String use) {
        return collectors.computeIfAbsent(chain + " " + use, unused -> out.freshAddress(chain));
    }

    /** A customer whose account is used; sleepers are as likely as busy ones. */
    Customer someCustomer() {
        return exchange().customer((long) (draws().unit() * exchange().customers()));
    }

    /** An account that was opened for this script. */
    Actor freshAccount() {
        return exchange().freshCustomer(draws()).actor();
    }

    Draft event(EventKind kind, long timeMicros, Actor actor) {
        return out.event(kind, timeMicros, actor);
    }

    /** Of an event of a step: known when the whole script is, or an hour later where it happens after that. */
    Truth truth(long timeMicros, String step, Mark mark) {
        return truth(script.isAttack(), timeMicros, step, mark);
    }

    /** What honest people write into this scene is marked as part of the script, and as no attack. */
    Emitter honest(String step) {
        return out.telling(step, time -> own(time, step, Mark.ASSUMED));
    }

    /** Of what honest people or the exchange itself do in the course of a script. */
    Truth own(long timeMicros, String step, Mark mark) {
        return truth(false, timeMicros, step, mark);
    }

    private Truth truth(boolean attack, long timeMicros, String step, Mark mark) {
        long known = Math.max(after(knownAfterHours * 60), timeMicros + Clock.HOUR);
        return new Truth(
                attack, script.name(), step, (attack ? "attacker-" : "exchange-") + script.name(), mark, known);
    }
}
