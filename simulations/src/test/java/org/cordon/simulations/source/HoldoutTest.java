// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cordon.participant.data.Table;
import org.junit.jupiter.api.Test;

/** Which rows nobody trains on. */
class HoldoutTest {
    private static final int ROWS = 1000;

    /** Row i has the value i, every tenth label 1, day i / 10 and customer i % 37. */
    private static Sample sample() {
        float[] values = new float[ROWS];
        float[] labels = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            values[i] = i;
            labels[i] = i % 10 == 0 ? 1 : 0;
        }
        return new Sample(
                Table.of(List.of("x"), ROWS, values, Optional.of(labels)),
                new TreeMap<>(Map.of(
                        "day",
                                IntStream.range(0, ROWS)
                                        .mapToObj(i -> String.valueOf(i / 10))
                                        .toList(),
                        "date",
                                IntStream.range(0, ROWS)
                                        .mapToObj(i -> "2018-08-" + (10 + i / 50))
                                        .toList(),
                        "customer",
                                IntStream.range(0, ROWS)
                                        .mapToObj(i -> "c" + i % 37)
                                        .toList())),
                List.of(),
                Optional.empty());
    }

    private static Set<Integer> numbers(Table table) {
        Set<Integer> numbers = new HashSet<>();
        for (int row = 0; row < table.rows(); row++) {
            assertThat(numbers.add((int) table.value(row, 0))).isTrue();
        }
        return numbers;
    }

    @Test
    void atRandomEachLabelHasItsShare() {
        for (long seed = 1; seed <= 5; seed++) {
            Sample cut = new Holdout.AtRandom(0.25).apply(sample(), seed);
            Table test = cut.test().orElseThrow();
            assertThat(test.rows()).as("seed %d", seed).isEqualTo(250);
            assertThat(test.positives()).isEqualTo(25);
            Set<Integer> all = numbers(test);
            all.addAll(numbers(cut.table()));
            assertThat(all).hasSize(ROWS);
            assertThat(numbers(new Holdout.AtRandom(0.25)
                            .apply(sample(), seed)
                            .test()
                            .orElseThrow()))
                    .isEqualTo(numbers(test));
        }
        assertThat(numbers(new Holdout.AtRandom(0.25).apply(sample(), 1).test().orElseThrow()))
                .isNotEqualTo(numbers(
                        new Holdout.AtRandom(0.25).apply(sample(), 2).test().orElseThrow()));
    }

    /** Days are numbers: 9 is before 60, though not as text. */
    @Test
    void byTimeTheGapIsForNobody() {
        Sample cut = new Holdout.Time("day", "60", "70").apply(sample(), 1);
        assertThat(numbers(cut.table())).hasSize(600).allMatch(i -> i < 600);
        assertThat(numbers(cut.test().orElseThrow())).hasSize(300).allMatch(i -> i >= 700);
        Sample dates = new Holdout.Time("date", "2018-08-12", "2018-08-14").apply(sample(), 1);
        assertThat(numbers(dates.table())).allMatch(i -> i < 100).hasSize(100);
        assertThat(numbers(dates.test().orElseThrow())).allMatch(i -> i >= 200).hasSize(800);
        assertThatThrownBy(() -> new Holdout.Time("day", "70", "60"))
                .hasMessageContaining("testFrom must not be before");
    }

    @Test
    void byGroupNoValueIsOnBothSides() {
        Sample cut = new Holdout.Group("customer", 0.2).apply(sample(), 3);
        Set<Integer> tested = new HashSet<>();
        numbers(cut.test().orElseThrow()).forEach(i -> tested.add(i % 37));
        assertThat(tested).hasSize(7); // rint(0.2 * 37)
        assertThat(numbers(cut.table())).noneMatch(i -> tested.contains(i % 37));
        assertThat(cut.table().rows() + cut.test().orElseThrow().rows()).isEqualTo(ROWS);
        assertThat(cut.columns().values())
                .allMatch(column -> column.size() == cut.table().rows());
    }

    @Test
    void oneSideWithoutRowsIsRefused() {
        assertThatThrownBy(() -> new Holdout.Time("day", "0", "5").apply(sample(), 1))
                .hasMessageContaining("must leave rows on both sides");
        assertThatThrownBy(() -> new Holdout.Given().apply(sample(), 1)).hasMessageContaining("has no test part");
        assertThatThrownBy(() -> new Holdout.AtRandom(1)).hasMessage("share must be in (0, 1), but was 1.0");
        assertThat(Arrays.asList(new Holdout.Group("a", 0.5).columns().toArray()))
                .containsExactly("a");
    }

    private static Sample at(String... when) {
        float[] values = new float[when.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return new Sample(
                Table.of(List.of("x"), when.length, values, Optional.empty()),
                new TreeMap<>(Map.of("when", List.of(when))),
                List.of(),
                Optional.empty());
    }

    /** Readers write a blank for the T, and nobody may train on what comes after: all that is one moment is equal. */
    @Test
    void aMomentMayBeWrittenInAnyOfItsWays() {
        String[] when = {
            "2018-08-09 23:00:00",
            "2018-08-10T05:59",
            "2018-08-10 12:00:00",
            "2018-08-10T06:00:00Z",
            "2018-08-10 07:30:00+02",
            "2018-08-10 07:30:00.5+01:30",
            "2018-08-10",
            "2018-08-11"
        };
        for (String moment : List.of("2018-08-10T06:00:00", "2018-08-10 06:00", "2018-08-10T08:00+0200")) {
            Sample cut = new Holdout.Time("when", moment, moment).apply(at(when), 1);
            assertThat(numbers(cut.table())).as(moment).containsExactlyInAnyOrder(0, 1, 4, 6);
            assertThat(numbers(cut.test().orElseThrow())).containsExactlyInAnyOrder(2, 3, 5, 7);
        }
        assertThatThrownBy(() -> new Holdout.Time("when", "noon", "2018-08-10"))
                .hasMessageContaining("must be both numbers or both ISO 8601");
        assertThatThrownBy(() -> new Holdout.Time("when", "1", "2").apply(at(when), 1))
                .hasMessageContaining("trainUntil must be as column when is, ISO 8601");
    }

    /** One value that is no number makes no text of the others. */
    @Test
    void aRowWithoutAMomentIsRefused() {
        Holdout.Time days = new Holdout.Time("when", "60", "60");
        assertThatThrownBy(() -> days.apply(at("9", "", "70", "NA"), 1))
                .hasMessageContaining("2 of 4 rows have none, the first of them row 2");
        assertThatThrownBy(() -> days.apply(at("9", "soon", "70"), 1)).hasMessageContaining("but row 1 holds neither");
    }
}
