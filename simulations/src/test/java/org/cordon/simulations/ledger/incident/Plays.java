// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Entry;
import org.cordon.simulations.ledger.Event;
import org.cordon.simulations.ledger.Ledger;
import org.cordon.simulations.ledger.Ledgers;
import org.cordon.simulations.ledger.Setting;

/** Scripts played alone at a small exchange. */
final class Plays {
    static final Setting SETTING = Ledgers.small(4, 1, 60);

    private Plays() {}

    record Scripted(Played played, List<Entry> entries) {
        List<Event> attacks() {
            return entries.stream().filter(Entry::isAttack).map(Entry::event).toList();
        }

        List<Event> step(String step) {
            return entries.stream()
                    .filter(entry -> entry.truth().orElseThrow().step().equals(step))
                    .map(Entry::event)
                    .toList();
        }

        double minutes(Event event) {
            return (double) (event.timeMicros() - played.cue().startMicros()) / Clock.MINUTE;
        }
    }

    static Scripted play(String name) {
        return play(name, SETTING, Optional.empty());
    }

    static Scripted play(String name, Setting setting, Optional<Route> route) {
        List<Ledger.Staged> staged = new Casting(setting, true, route, Optional.empty())
                .spread(List.of(Scripts.named(name).orElseThrow()), List.of());
        Played played = (Played) staged.get(0).activity();
        return new Scripted(played, Ledgers.scripted(Ledger.ofStaged(setting, staged), 0));
    }

    static double usd(List<Event> events) {
        return events.stream()
                .mapToDouble(event -> event.money().orElseThrow().usd())
                .sum();
    }

    static Predicate<Event> asset(String asset) {
        return event -> event.money().orElseThrow().asset().equals(asset);
    }
}
