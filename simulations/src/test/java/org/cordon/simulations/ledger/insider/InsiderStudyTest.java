// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.insider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cordon.event.EventKind;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Entry;
import org.cordon.simulations.ledger.Ledger;
import org.cordon.simulations.ledger.Ledgers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InsiderStudyTest {
    private static final long LEARNT = InsiderPlan.WEEKS_TO_LEARN * 7 * Clock.DAY;

    private static Set<String> steps(List<Entry> entries, boolean attack, long from, long until) {
        return entries.stream()
                .filter(entry -> entry.truth().isPresent() && entry.isAttack() == attack)
                .filter(entry ->
                        entry.event().timeMicros() >= from && entry.event().timeMicros() < until)
                .map(entry -> entry.truth().orElseThrow().step())
                .collect(Collectors.toCollection(HashSet::new));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 901})
    void everyExchangeTakesFiveActionsInEveryWeek(long seed) {
        Ledger ledger = InsiderStudy.of(seed);
        long start = ledger.setting().startMicros();
        for (int exchange = 0; exchange < InsiderPlan.EXCHANGES; exchange++) {
            int[] weeks = new int[InsiderPlan.WEEKS];
            for (Entry entry : Ledgers.events(ledger, exchange)) {
                assertThat(entry.event().kind()).isEqualTo(EventKind.ADMIN);
                weeks[(int) ((entry.event().timeMicros() - start) / (7 * Clock.DAY))]++;
            }
            assertThat(weeks).containsOnly(InsiderPlan.ACTIONS_A_WEEK);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 902})
    void anExchangeLearnsFromOneKindAndItsDutiesLookLikeOthers(long seed) {
        Ledger ledger = InsiderStudy.of(seed);
        long start = ledger.setting().startMicros();
        for (int exchange = 0; exchange < InsiderPlan.EXCHANGES; exchange++) {
            List<Entry> entries = Ledgers.events(ledger, exchange);
            Set<String> seen = steps(entries, true, start, start + LEARNT);
            assertThat(seen).hasSize(1);
            String own = seen.iterator().next();
            assertThat(steps(entries, false, start, start + LEARNT)).hasSize(2).doesNotContain("duty-" + own);
            assertThat(steps(entries, true, start + LEARNT, Long.MAX_VALUE)).hasSize(2);
            assertThat(entries.stream().filter(Entry::isAttack).count()).isBetween(12L, 20L);
        }
    }
}
