// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import java.util.List;
import java.util.Optional;
import org.cordon.simulations.ledger.Activity;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Emitter;
import org.cordon.simulations.ledger.Exchange;
import org.cordon.simulations.ledger.Pause;

/** A script at its moment, as an activity of an exchange. */
public final class Played implements Activity {
    private final Script script;
    private final Cue cue;

    public Played(Script script, Cue cue) {
        this.script = script;
        this.cue = cue;
    }

    @Override
    public String name() {
        return "script " + script.name() + " " + cue.startMicros();
    }

    public Script script() {
        return script;
    }

    public Cue cue() {
        return cue;
    }

    /** Start of the hour in which its first event may be. */
    public long firstHourMicros() {
        return Math.floorDiv(cue.startMicros() - (long) (script.leadHours() * Clock.HOUR), Clock.HOUR) * Clock.HOUR;
    }

    /** When the exchange pays nobody because of it. */
    public List<Pause> pauses(Exchange exchange) {
        return script.steps().stream()
                .flatMap(step -> step instanceof Halt halt
                        ? halt.pause(cue.startMicros(), exchange.draws("halt " + name())).stream()
                        : Optional.<Pause>empty().stream())
                .toList();
    }

    @Override
    public void fill(Emitter out) {
        if (out.startMicros() == firstHourMicros()) {
            Scene scene = new Scene(script, cue, out);
            script.steps().forEach(step -> step.play(scene));
        }
    }
}
