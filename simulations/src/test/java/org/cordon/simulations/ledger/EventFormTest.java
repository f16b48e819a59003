// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.cordon.event.EventHeader;
import org.cordon.event.EventHeader.NewColumns;
import org.cordon.event.EventKind;
import org.cordon.simulations.ledger.incident.Scenario;
import org.cordon.simulations.ledger.scenario.ScenarioLedger;
import org.cordon.yaml.Problem;
import org.junit.jupiter.api.Test;

/** Events in memory are those of the files. */
class EventFormTest {
    private static final long SEED = 5;
    private static final int EVENTS = 20_000;

    @Test
    void anEventIsWhatItsLineOfCsvIsReadAs() {
        List<Problem> problems = new ArrayList<>();
        EventHeader header = EventHeader.of(
                        List.of(EventText.header().split(",", -1)), NewColumns.REFUSE, Clock.systemUTC(), problems)
                .orElseThrow();
        Set<EventKind> seen = EnumSet.noneOf(EventKind.class);
        for (Ledger ledger : List.of(
                ScenarioLedger.insider(SEED).ledger(),
                ScenarioLedger.of(Scenario.TAKEOVER, SEED, ScenarioLedger.Terms.USUAL, List.of())
                        .ledger())) {
            ExchangeEvents events = ledger.events(0);
            for (int i = 0; i < EVENTS && events.hasNext(); i++) {
                Event event = events.next().event();
                seen.add(event.kind());
                assertThat(EventForm.of(event))
                        .isEqualTo(header.event(List.of(EventText.csv(event).split(",", -1)), i + 2, problems)
                                .orElseThrow());
            }
        }
        assertThat(problems).isEmpty();
        assertThat(seen).containsExactlyInAnyOrder(EventKind.values());
    }
}
