// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Ledger;
import org.cordon.simulations.ledger.Ledgers;
import org.cordon.simulations.ledger.Setting;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioTest {
    /** Known attacks are not told apart from those still to come, so a start decides. */
    @ParameterizedTest
    @EnumSource(Scenario.class)
    void eachExchangeHasSeenOneKindAndMeetsAll(Scenario scenario) {
        Setting setting = Ledgers.small(2, 5, 90);
        List<Ledger.Staged> staged = scenario.staged(new Casting(setting, true, Optional.empty(), Optional.empty()));
        long learnt = setting.startMicros() + scenario.daysToLearn(90) * Clock.DAY;
        List<String> kinds = scenario.scripts().stream().map(Script::name).toList();
        for (int exchange = 0; exchange < 5; exchange++) {
            assertThat(names(staged, exchange, 0, learnt)).containsExactly(kinds.get(exchange % kinds.size()));
            assertThat(names(staged, exchange, learnt, setting.endMicros())).containsExactlyInAnyOrderElementsOf(kinds);
        }
    }

    private static Set<String> names(List<Ledger.Staged> staged, int exchange, long from, long until) {
        return staged.stream()
                .filter(one -> one.exchange() == exchange)
                .map(one -> (Played) one.activity())
                .filter(played ->
                        played.cue().startMicros() >= from && played.cue().startMicros() < until)
                .map(played -> played.script().name())
                .collect(Collectors.toSet());
    }
}
