// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.cordon.computation.History;
import org.cordon.participant.data.Table;
import org.junit.jupiter.api.Test;

class HistoryRowsTest {
    private static final Table ROWS = Table.of(
                    List.of("x", "y"),
                    5,
                    new float[] {1, 10, 2, 20, 3, Float.NaN, 4, 40, 5, 50},
                    Optional.of(new float[] {0, 1, 0, 1, 0}))
            .withUnits(new long[] {7, 8, 7, 7, 8});

    @Test
    void besideARowStandsWhatEarlierRowsOfItsCustomerHeld() {
        List<String> names = new History(3).names(List.of("y", "x"));
        assertThat(names).containsExactly("y@2", "x@2", "y@1", "x@1", "y", "x");
        Table wide = HistoryRows.of(ROWS, names);
        assertThat(wide.featureNames()).containsExactly("x", "y", "y@2", "x@2", "y@1", "x@1");
        assertThat(wide.withFeatures(names).copyValues()).containsExactly(new float[] {
            Float.NaN, Float.NaN, Float.NaN, Float.NaN, 10, 1, Float.NaN, Float.NaN, Float.NaN, Float.NaN, 20, 2,
            Float.NaN, Float.NaN, 10, 1, Float.NaN, 3, 10, 1, Float.NaN, 3, 40, 4, Float.NaN, Float.NaN, 20, 2, 50, 5
        });
        assertThat(wide.copyLabels().orElseThrow()).containsExactly(0, 1, 0, 1, 0);
        assertThat(wide.copyUnits().orElseThrow()).containsExactly(7, 8, 7, 7, 8);
    }

    @Test
    void whatIsThereIsLeftAsItIs() {
        assertThat(HistoryRows.of(ROWS, List.of("x", "y"))).isSameAs(ROWS);
        assertThat(HistoryRows.of(ROWS, List.of("z@1")))
                .as("left to others to refuse")
                .isSameAs(ROWS);
        Table wide = HistoryRows.of(ROWS, List.of("x@1"));
        assertThat(HistoryRows.of(wide, List.of("x@1", "x"))).isSameAs(wide);
    }

    @Test
    void rowsMustSayWhoseTheyAre() {
        Table nobodys = Table.of(List.of("x"), 1, new float[1], Optional.empty());
        assertThatThrownBy(() -> HistoryRows.of(nobodys, List.of("x@3")))
                .isInstanceOf(UnfitRows.class)
                .hasMessage(
                        "the model looks at the last 4 rows of a customer, so every row must say whose it is, but rows"
                                + " do not; name the column of the customer under data.customer");
    }

    @Test
    void namesOfEarlierRowsAreTakenByNobodyElse() {
        assertThatThrownBy(() -> new History(2).names(List.of("x", "x@1")))
                .hasMessage(
                        "columns must not end in @ and a number, which means earlier rows, but some of [x, x@1] do");
        assertThat(new History(1).names(List.of("x", "x@1"))).containsExactly("x", "x@1");
        for (String name : List.of("x", "@1", "x@", "x@01", "x@1a", "x@-1", "x@12345", "x@1 ")) {
            assertThat(History.Earlier.of(name)).as(name).isEmpty();
        }
        assertThat(History.Earlier.of("a@b@12")).contains(new History.Earlier("a@b", 12));
    }
}
