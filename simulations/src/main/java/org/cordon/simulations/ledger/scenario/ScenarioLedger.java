// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.scenario;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Ledger;
import org.cordon.simulations.ledger.Setting;
import org.cordon.simulations.ledger.Size;
import org.cordon.simulations.ledger.incident.Casting;
import org.cordon.simulations.ledger.incident.Route;
import org.cordon.simulations.ledger.incident.Scenario;
import org.cordon.simulations.ledger.incident.Script;
import org.cordon.simulations.ledger.insider.InsiderPlan;
import org.cordon.simulations.ledger.insider.InsiderStudy;

/**
 * The ledger of a scenario.
 *
 * @param ledger events
 * @param learnUntil what is before may be learnt from, what is after is the test
 */
public record ScenarioLedger(Ledger ledger, Instant learnUntil) {
    /** The study of insiders, which has a plan of its own. */
    public static final String INSIDER = "insider";

    /** How long a scenario is, unless asked otherwise. */
    public static final int DAYS = 90;

    /** How many exchanges there are, unless asked otherwise. */
    public static final int EXCHANGES = 5;

    /** A Monday. */
    public static final Instant START = Instant.parse("2025-01-06T00:00:00Z");

    /** Names of all scenarios. */
    public static List<String> names() {
        return Stream.concat(Arrays.stream(Scenario.values()).map(Scenario::toString), Stream.of(INSIDER))
                .toList();
    }

    /**
     * What may be asked of a scenario; the usual where it is left out.
     *
     * @param days how long
     * @param route how stolen money leaves; as each script says where it is left out
     */
    public record Terms(
            Optional<Integer> exchanges, Optional<Integer> days, Optional<Size> size, Optional<Route> route) {
        /** The usual. */
        public static final Terms USUAL =
                new Terms(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        Setting setting(long seed) {
            return new Setting(seed, exchanges.orElse(EXCHANGES), size.orElse(Size.SMALL), START, days.orElse(DAYS));
        }
    }

    /** The study of insiders; nothing of it may be chosen but the seed. */
    public static ScenarioLedger insider(long seed) {
        Ledger ledger = InsiderStudy.of(seed);
        return new ScenarioLedger(ledger, after(ledger.setting(), InsiderPlan.WEEKS_TO_LEARN * 7L));
    }

    /**
     * One of the other scenarios.
     *
     * @param controls scripts that every exchange meets once in the days of the test, besides
     */
    public static ScenarioLedger of(Scenario scenario, Casting casting, List<Script> controls) {
        Setting setting = casting.setting();
        int learn = scenario.daysToLearn(setting.days());
        List<Ledger.Staged> staged = new ArrayList<>(scenario.staged(casting));
        staged.addAll(casting.everywhere(controls, learn));
        return new ScenarioLedger(new Ledger(setting, staged), after(setting, learn));
    }

    /** The same from a seed. */
    public static ScenarioLedger of(Scenario scenario, long seed, Terms terms, List<Script> controls) {
        return of(scenario, new Casting(terms.setting(seed), true, terms.route(), Optional.empty()), controls);
    }

    private static Instant after(Setting setting, long days) {
        return setting.start().plusSeconds(days * Clock.DAY / Clock.SECOND);
    }
}
