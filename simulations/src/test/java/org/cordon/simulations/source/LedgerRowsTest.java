// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.cordon.event.Label;
import org.cordon.feature.FeatureSet;
import org.cordon.participant.data.Table;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Entry;
import org.cordon.simulations.ledger.ExchangeEvents;
import org.cordon.simulations.ledger.incident.Route;
import org.cordon.simulations.ledger.insider.InsiderPlan;
import org.cordon.simulations.ledger.scenario.ScenarioLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is learnt from is what was known at the cut-off, and nothing else. */
class LedgerRowsTest {
    private static final long SEED = 901; // one for trying things out
    private static final LedgerRows INSIDER = LedgerRows.of(ScenarioLedger.INSIDER);
    private static final FeatureSet FEATURES = INSIDER.model().features().orElseThrow();

    private static Sample insiders(Duration delay) {
        return new LedgerPlay(INSIDER.ledger(SEED), FEATURES, delay)
                .sample(IntStream.range(0, InsiderPlan.EXCHANGES).toArray());
    }

    private static LedgerRows small(String scenario, List<String> controls) {
        return new LedgerRows(
                scenario,
                Optional.empty(),
                Optional.empty(),
                Optional.of(2),
                Optional.of(24),
                Optional.empty(),
                Optional.of(controls).filter(names -> !names.isEmpty()),
                Optional.empty());
    }

    /** What an exchange could know at the cut-off: an engine that saw no later event, and labels of the past. */
    private static List<List<Float>> known(int exchange, int delayDays) {
        ScenarioLedger scenario = INSIDER.ledger(SEED);
        long cutOff = scenario.learnUntil().getEpochSecond() * Clock.SECOND;
        ExchangeEvents all = scenario.ledger().events(exchange);
        List<Entry> before = new ArrayList<>();
        for (Iterator<Entry> left = all; left.hasNext(); ) {
            Entry entry = left.next();
            if (entry.event().timeMicros() < cutOff) {
                before.add(entry);
            }
        }
        ExchangeEngine engine = new ExchangeEngine(FEATURES, Duration.ofDays(delayDays));
        engine.play(before.iterator());
        List<Label> labels = engine.labels();
        List<List<Float>> rows = new ArrayList<>();
        for (ExchangeEngine.Row row : engine.rows()) {
            labels.stream()
                    .filter(label -> label.event().equals(row.event()))
                    .filter(label -> !label.labelledAt().isAfter(scenario.learnUntil()))
                    .forEach(label -> rows.add(withLabel(row.values(), label.value())));
        }
        return rows;
    }

    /** Boxed, as two missing values are equal then. */
    private static List<Float> withLabel(float[] values, float label) {
        List<Float> row = new ArrayList<>();
        for (float value : values) {
            row.add(value);
        }
        row.add(label);
        return row;
    }

    private static List<List<Float>> rows(Sample sample, int exchange) {
        Table table = sample.table();
        List<List<Float>> rows = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            if (sample.exchanges().get(row) == exchange) {
                float[] values = new float[table.features()];
                table.copyRow(row, values, 0);
                rows.add(withLabel(values, table.label(row)));
            }
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 14})
    void rowsToTrainOnAreThoseOfAnEngineThatSawNothingAfterTheCutOff(int delayDays) {
        Sample sample = insiders(Duration.ofDays(delayDays));
        for (int exchange = 0; exchange < InsiderPlan.EXCHANGES; exchange++) {
            assertThat(rows(sample, exchange)).isEqualTo(known(exchange, delayDays));
        }
        assertThat(sample.test().orElseThrow().rows())
                .isEqualTo(InsiderPlan.EXCHANGES
                        * InsiderPlan.ACTIONS_A_WEEK
                        * (InsiderPlan.WEEKS - InsiderPlan.WEEKS_TO_LEARN));
    }

    @Test
    void aDelayOfFourteenDaysCostsTheRowsOfFourteenDaysAndNoRowOfTheTest() {
        Sample prompt = insiders(Duration.ZERO);
        Sample late = insiders(Duration.ofDays(14));
        Instant cutOff = INSIDER.ledger(SEED).learnUntil();
        for (int exchange = 0; exchange < InsiderPlan.EXCHANGES; exchange++) {
            ExchangeEngine engine = new ExchangeEngine(FEATURES, Duration.ofDays(14));
            engine.play(INSIDER.ledger(SEED).ledger().events(exchange));
            long young = engine.rows().stream()
                    .filter(row -> row.time().isAfter(cutOff.minus(Duration.ofDays(14))))
                    .count();
            assertThat(young).isGreaterThan(InsiderPlan.ACTIONS_A_WEEK);
            assertThat(rows(late, exchange).size())
                    .isLessThan(rows(prompt, exchange).size())
                    .isLessThanOrEqualTo((int) (engine.rows().size() - young));
        }
        assertThat(values(late.test().orElseThrow()))
                .isEqualTo(values(prompt.test().orElseThrow()));
        assertThat(late.test().orElseThrow().copyLabels().orElseThrow())
                .isEqualTo(prompt.test().orElseThrow().copyLabels().orElseThrow());
    }

    private static float[] values(Table table) {
        return table.copyValues();
    }

    @Test
    void theOrderInWhichExchangesArePlayedChangesNothing() {
        LedgerPlay play = new LedgerPlay(INSIDER.ledger(SEED), FEATURES, Duration.ZERO);
        Sample forwards = play.sample(new int[] {0, 1, 2, 3});
        Sample backwards = play.sample(new int[] {3, 1, 0, 2});
        assertThat(values(backwards.table())).isEqualTo(values(forwards.table()));
        assertThat(values(backwards.test().orElseThrow()))
                .isEqualTo(values(forwards.test().orElseThrow()));
        assertThat(backwards.exchanges()).isEqualTo(forwards.exchanges());
        assertThat(backwards.watched()).isEqualTo(forwards.watched());
    }

    @Test
    void anExchangeLearnsFromItsOwnKindAndTheTestHasAllAndTheControls() {
        Sample sample = small("theft", List.of("rescue", "run")).read(Path.of(""), Set.of(), SEED);
        Table test = sample.test().orElseThrow();
        assertThat(sample.watched()).containsKeys("m2", "coinex", "stake", "kucoin", "upbit2025", "rescue", "run");
        for (String attack : List.of("m2", "coinex")) {
            assertThat(sample.watched().get(attack))
                    .hasSize(2)
                    .allSatisfy(rows -> assertThat(rows)
                            .isNotEmpty()
                            .allSatisfy(row -> assertThat(test.label(row)).isEqualTo(1f)));
        }
        assertThat(sample.watched().get("rescue"))
                .hasSize(2)
                .allSatisfy(rows -> assertThat(rows)
                        .isNotEmpty()
                        .allSatisfy(row -> assertThat(test.label(row)).isEqualTo(0f)));
        assertThat(sample.table().positives()).isGreaterThan(10);
    }

    @Test
    void theLedgerIsThatOfTheRunsOwnSeedUnlessTheFileSaysAnother() {
        assertThat(INSIDER.seedOf(7)).isEqualTo(7);
        LedgerRows other = new LedgerRows(
                "takeover",
                Optional.empty(),
                Optional.of(3L),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Route.KEYS),
                Optional.empty(),
                Optional.empty());
        assertThat(other.seedOf(7)).isEqualTo(3);
        assertThat(other.model().id()).isEqualTo("account-takeover");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            fraud ; - ; scenario must be one of [takeover, market-abuse, theft, laundering, insider], but was fraud
            insider ; rescue ; must be left out with scenario insider
            theft ; coinex ; controls must be negative controls of cordon simulate ledger list, but one was coinex
            """)
    void whatCannotBePlayedIsRefused(String scenario, String control, String sentence) {
        assertThatThrownBy(() -> small(scenario, control.equals("-") ? List.of() : List.of(control)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }
}
