// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.simulations.generator.Draws;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Exchange;
import org.cordon.simulations.ledger.Ledger;
import org.cordon.simulations.ledger.Setting;

/**
 * Which script is played where and when.
 *
 * <p><b>Guarantees.</b> No script begins before the ledger. A start depends on seed, exchange and script, not on the other scripts'
 * order at other exchanges.
 *
 * @param setting of the ledger
 * @param scaled whether amounts keep their ratio to the hot wallets
 * @param route how stolen money leaves; empty for what each script says
 * @param at start of all scripts; empty to spread them
 */
public record Casting(Setting setting, boolean scaled, Optional<Route> route, Optional<Long> at) {
    /**
     * Scripts one after the other: at each of the named exchanges, or by turns at all where none is named.
     *
     * @param exchanges numbers from 0; may be empty
     */
    public List<Ledger.Staged> spread(List<Script> scripts, List<Integer> exchanges) {
        List<Ledger.Staged> staged = new ArrayList<>();
        for (int index = 0; index < scripts.size(); index++) {
            List<Integer> where = exchanges.isEmpty() ? List.of(index % setting.exchanges()) : exchanges;
            for (int exchange : where) {
                double share = (index + 0.5) / scripts.size();
                double from = Math.max(0.25 * setting.days(), lead(scripts.get(index)));
                staged.add(stage(scripts.get(index), exchange, from + share * 0.7 * (setting.days() - from)));
            }
        }
        return staged;
    }

    /**
     * Each exchange has seen one kind in the days to learn from and sees all kinds after them.
     *
     * @param kinds scripts; exchange e learns from kind e modulo their number
     * @param daysToLearn from the start
     * @param repeats how often the kind is played in them
     */
    public List<Ledger.Staged> unequal(List<Script> kinds, int daysToLearn, int repeats) {
        List<Ledger.Staged> staged = new ArrayList<>();
        for (int exchange = 0; exchange < setting.exchanges(); exchange++) {
            Script own = kinds.get(exchange % kinds.size());
            double first = lead(own);
            for (int repeat = 0; repeat < repeats; repeat++) {
                staged.add(stage(own, exchange, first + (daysToLearn - first) * (repeat + 0.3) / repeats));
            }
            for (int kind = 0; kind < kinds.size(); kind++) {
                double day = daysToLearn + (setting.days() - daysToLearn) * (kind + 0.2) / kinds.size();
                staged.add(stage(kinds.get(kind), exchange, day));
            }
        }
        return staged;
    }

    /**
     * Each script once at every exchange, spread over the days after those to learn from.
     *
     * @param daysToLearn from the start
     */
    public List<Ledger.Staged> everywhere(List<Script> scripts, int daysToLearn) {
        List<Ledger.Staged> staged = new ArrayList<>();
        for (int exchange = 0; exchange < setting.exchanges(); exchange++) {
            for (int index = 0; index < scripts.size(); index++) {
                double share = (index + 0.7) / scripts.size();
                staged.add(stage(scripts.get(index), exchange, daysToLearn + share * (setting.days() - daysToLearn)));
            }
        }
        return staged;
    }

    private static double lead(Script script) {
        return StrictMath.ceil(script.leadHours() / 24);
    }

    private Ledger.Staged stage(Script script, int number, double day) {
        Exchange exchange = setting.exchange(number);
        long whole = setting.startMicros() + (long) (day * Clock.DAY);
        long midnight = Math.floorDiv(whole, Clock.DAY) * Clock.DAY;
        Draws draws = exchange.draws("start of " + script.name(), midnight);
        double drawn = draws.unit() * 24;
        double hour = script.startsAtHour().map(given -> given.value()).orElse(drawn);
        long start = at.orElse(midnight + (long) (hour * Clock.HOUR));
        Played played = play(script, start);
        if (at.isEmpty() && played.firstHourMicros() < setting.startMicros()) {
            played = play(script, start + Clock.DAY);
        }
        if (played.firstHourMicros() < setting.startMicros() || played.cue().startMicros() >= setting.endMicros()) {
            throw new IllegalArgumentException("script " + script.name() + " must begin within the ledger and at least "
                    + (long) StrictMath.ceil(script.leadHours()) + " hours after its start, but does not");
        }
        return new Ledger.Staged(number, played, played.pauses(exchange));
    }

    private Played play(Script script, long startMicros) {
        return new Played(script, new Cue(startMicros, scaled, route.orElse(script.route())));
    }
}
