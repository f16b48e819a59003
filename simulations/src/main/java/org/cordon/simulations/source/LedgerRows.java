// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.cordon.simulations.ledger.incident.Route;
import org.cordon.simulations.ledger.incident.Scenario;
import org.cordon.simulations.ledger.incident.Script;
import org.cordon.simulations.ledger.incident.Scripts;
import org.cordon.simulations.ledger.insider.InsiderPlan;
import org.cordon.simulations.ledger.scenario.ScenarioLedger;
import org.cordon.threat.ThreatCatalogue;
import org.cordon.threat.ThreatModel;

/**
 * Rows of made-up exchanges: the events of a scenario of {@code cordon simulate ledger}, and of each the features that a threat of the
 * catalogue declares.
 *
 * <p><b>Guarantees.</b> Features are those of the engine that exchanges use, one for each exchange. A row to train on is of an event
 * before the scenario's cut-off whose label was known at the cut-off; a row of the test is of an event from then on, of all exchanges,
 * with what is true of it. The ledger is that of {@code cordon simulate ledger generate --scenario} with the same seed and terms.
 *
 * @param scenario one of {@link ScenarioLedger#names}
 * @param threat id in the catalogue; that which the scenario is about where it is left out
 * @param seed of the ledger; that of the run where it is left out
 * @param exchanges how many there are, 5 where it is left out
 * @param days how long, 90 where it is left out
 * @param route how stolen money leaves; of a theft withdrawals where it is left out, else as each script says
 * @param controls names of scripts that every exchange meets once in the days of the test, besides
 * @param labelDelayDays a label is known so many days after its event at the earliest, 0 where it is left out
 */
public record LedgerRows(
        String scenario,
        Optional<String> threat,
        Optional<Long> seed,
        Optional<Integer> exchanges,
        Optional<Integer> days,
        Optional<Route> route,
        Optional<List<String>> controls,
        Optional<Integer> labelDelayDays)
        implements Source {
    private static final Map<String, String> THREATS = Map.of(
            "takeover",
            "account-takeover",
            "market-abuse",
            "market-abuse",
            "theft",
            "hot-wallet-outflow",
            "laundering",
            "laundering",
            ScenarioLedger.INSIDER,
            "insider");
    private static final int SHORTEST = 6;
    private static final int LONGEST = 400;
    private static final int MOST_EXCHANGES = 100;

    public LedgerRows {
        require(
                THREATS.containsKey(scenario),
                "scenario must be one of " + ScenarioLedger.names() + ", but was " + scenario);
        threat.ifPresent(id ->
                require(eventThreats().contains(id), "threat must be one of " + eventThreats() + ", but was " + id));
        seed.ifPresent(s -> require(s >= 0, "seed must be at least 0, but was " + s));
        exchanges.ifPresent(n -> require(
                n >= 2 && n <= MOST_EXCHANGES, "exchanges must be in [2, " + MOST_EXCHANGES + "], but was " + n));
        days.ifPresent(n -> require(
                n >= SHORTEST && n <= LONGEST, "days must be in [" + SHORTEST + ", " + LONGEST + "], but was " + n));
        days.ifPresent(n -> Scenario.named(scenario)
                .ifPresent(of -> require(
                        n >= of.fewestDays(),
                        "days must be at least " + of.fewestDays() + " with scenario " + scenario
                                + ", whose scripts need a time before they begin, but was " + n)));
        labelDelayDays.ifPresent(
                n -> require(n >= 0 && n <= LONGEST, "labelDelayDays must be in [0, " + LONGEST + "], but was " + n));
        controls = controls.map(List::copyOf);
        for (String name : controls.orElse(List.of())) {
            require(
                    Scripts.named(name).filter(script -> !script.isAttack()).isPresent(),
                    "controls must be negative controls of cordon simulate ledger list, but one was " + name);
        }
        if (scenario.equals(ScenarioLedger.INSIDER)) {
            require(
                    exchanges.isEmpty() && days.isEmpty() && route.isEmpty() && controls.isEmpty(),
                    "exchanges, days, route and controls must be left out with scenario insider, whose plan is fixed, "
                            + "but one was given");
        }
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    private static List<String> eventThreats() {
        return ThreatCatalogue.IDS.stream().filter(THREATS::containsValue).toList();
    }

    /** Of this scenario, all else as usual. */
    public static LedgerRows of(String scenario) {
        return new LedgerRows(
                scenario,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The threat whose features are computed. */
    public ThreatModel model() {
        return ThreatCatalogue.find(threat.orElse(THREATS.getOrDefault(scenario, scenario)))
                .orElseThrow()
                .orFail();
    }

    /** How many exchanges there are. */
    public int exchangeCount() {
        return scenario.equals(ScenarioLedger.INSIDER)
                ? InsiderPlan.EXCHANGES
                : exchanges.orElse(ScenarioLedger.EXCHANGES);
    }

    @Override
    public long seedOf(long run) {
        return seed.orElse(run);
    }

    /** The ledger of a seed. */
    ScenarioLedger ledger(long of) {
        if (scenario.equals(ScenarioLedger.INSIDER)) {
            return ScenarioLedger.insider(of);
        }
        Scenario known = Scenario.named(scenario).orElseThrow();
        Optional<Route> leaving = known == Scenario.THEFT ? route.or(() -> Optional.of(Route.WITHDRAWALS)) : route;
        List<Script> besides = controls.orElse(List.of()).stream()
                .map(name -> Scripts.named(name).orElseThrow())
                .toList();
        return ScenarioLedger.of(
                known, of, new ScenarioLedger.Terms(exchanges, days, Optional.empty(), leaving), besides);
    }

    @Override
    public Sample read(Path base, Set<String> columns, long of) {
        Columns.requireNone("ledger", columns);
        LedgerPlay play =
                new LedgerPlay(ledger(of), model().features().orElseThrow(), Duration.ofDays(labelDelayDays.orElse(0)));
        return play.sample(IntStream.range(0, exchangeCount()).toArray());
    }
}
