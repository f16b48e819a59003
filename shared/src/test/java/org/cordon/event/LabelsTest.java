// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cordon.yaml.Problem;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration DELAY = Duration.ofDays(14);

    /** One event a day for 60 days, each judged 14 days later. */
    private final List<Label> delayed = new ArrayList<>();

    LabelsTest() {
        for (int day = 0; day < 60; day++) {
            delayed.add(new Label("e" + day, day % 2, time(day).plus(DELAY)));
        }
    }

    @Test
    void aDelayOfFourteenDaysShowsNoLookAhead() {
        for (int cut = 0; cut < 80; cut++) {
            Labels labels = Labels.asOf(time(cut), delayed);
            for (int day = 0; day < 60; day++) {
                assertThat(labels.of("e" + day, time(day)).isPresent())
                        .as("event of day %d at cut-off %d", day, cut)
                        .isEqualTo(day + 14 <= cut);
            }
            assertThat(labels.known() + labels.later()).isEqualTo(60);
        }
    }

    @Test
    void theLastLabelBeforeTheCutOffCounts() {
        List<Label> labels =
                List.of(new Label("e", 1, time(5)), new Label("e", 0, time(9)), new Label("e", 1, time(20)));

        assertThat(Labels.asOf(time(4), labels).of("e", time(1))).isEmpty();
        assertThat(Labels.asOf(time(5), labels).of("e", time(1))).hasValue(1);
        assertThat(Labels.asOf(time(19), labels).of("e", time(1))).hasValue(0);
        assertThat(Labels.asOf(time(20), labels).of("e", time(1))).hasValue(1);
    }

    /** A label that is dated before its event must not bring the event before the cut-off. */
    @Test
    void anEventAfterTheCutOffHasNoLabel() {
        assertThat(Labels.asOf(time(3), List.of(new Label("e", 1, time(1)))).of("e", time(4)))
                .isEmpty();
    }

    @Test
    void labelsOfOneMomentThatDifferAreRefused() {
        List<Label> labels = List.of(new Label("e", 1, time(1)), new Label("e", 0, time(1)));

        assertThatThrownBy(() -> Labels.asOf(time(2), labels))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("labels of one event and moment must agree");
    }

    @Test
    void aRowOfAFileOfLabelsIsCheckedByColumn() {
        List<Problem> problems = new ArrayList<>();
        LabelColumns columns = LabelColumns.of(List.of("labelled_at", "event", "label"), problems)
                .orElseThrow();

        assertThat(columns.label(List.of("2026-01-01T00:00:00Z", "e", "1"), 2, problems))
                .contains(new Label("e", 1, START));
        assertThat(columns.label(List.of("2026-01-01", "", "x"), 3, problems)).isEmpty();
        assertThat(problems).extracting(Problem::place).containsExactly("event", "label", "labelled_at");
        assertThat(LabelColumns.of(List.of("event", "label"), problems)).isEmpty();
    }

    private static Instant time(int day) {
        return START.plus(Duration.ofDays(day));
    }
}
