// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cordon.participant.data.Table;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.UnitBound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitRowsTest {
    private static final UnitBound FOUR = new UnitBound(PrivacyUnit.CUSTOMER, 4);

    /** Rows of these units, whose values say where they were in the file. */
    private static Table rows(long... units) {
        float[] places = new float[units.length];
        float[] labels = new float[units.length];
        for (int row = 0; row < places.length; row++) {
            places[row] = row;
            labels[row] = row % 3;
        }
        return Table.of(List.of("place"), units.length, places, Optional.of(labels))
                .withUnits(units);
    }

    private static List<Integer> places(Table rows) {
        return IntStream.range(0, rows.rows())
                .mapToObj(row -> (int) rows.value(row, 0))
                .toList();
    }

    private static long[] ofOne(int rows, long unit) {
        return IntStream.range(0, rows).mapToLong(row -> unit).toArray();
    }

    /** 2,000 units of 20 rows, 4 each: a place is chosen 400 times on the mean, with a standard deviation of 18. */
    @Test
    void oldAndNewRowsAreChosenAlike() {
        int[] chosen = new int[20];
        for (long unit = 0; unit < 2000; unit++) {
            places(UnitRows.bounded(rows(ofOne(20, unit)), FOUR, 7)).forEach(place -> chosen[place]++);
        }
        assertThat(IntStream.of(chosen).boxed().toList()).allMatch(count -> count > 310 && count < 490);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aUnitsRowsAreChosenWhoeverElseIsThere(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] units = random.longs(500, 0, 30).toArray();
        Table all = rows(units);
        List<Integer> among = places(UnitRows.bounded(all, FOUR, seed));
        for (long unit = 0; unit < 30; unit++) {
            long one = unit;
            List<Integer> alone = places(UnitRows.bounded(all.filter(row -> units[row] == one), FOUR, seed));
            assertThat(among.stream().filter(row -> units[row] == one).toList())
                    .as("seed %d", seed)
                    .hasSizeLessThanOrEqualTo(4)
                    .isEqualTo(alone);
        }
    }

    /** What the bound lets through twice is the same: stages agree, also those that cannot use some of the rows. */
    @Test
    void theChoiceIsTheSameInEveryStageAndAnotherUnderAnotherCharter() {
        Table rows = rows(ofOne(40, 3));
        List<Integer> chosen = places(UnitRows.bounded(rows, FOUR, 1));
        assertThat(places(UnitRows.bounded(rows, FOUR, 1))).isEqualTo(chosen).hasSize(4);
        assertThat(places(UnitRows.bounded(rows, FOUR, 2))).isNotEqualTo(chosen);
        List<Integer> usable = places(UnitRows.labelled(rows, FOUR, 1, 2));
        assertThat(usable).hasSize(4).allMatch(place -> place % 3 < 2);
        assertThat(usable)
                .containsAll(chosen.stream().filter(place -> place % 3 < 2).toList());
    }

    @Test
    void rowsAddedLaterTakePlacesByTheirOwnHashAlone() {
        List<Integer> before = places(UnitRows.bounded(rows(ofOne(30, 3)), FOUR, 1));
        List<Integer> after = places(UnitRows.bounded(rows(ofOne(60, 3)), FOUR, 1));
        assertThat(before)
                .containsAll(after.stream().filter(place -> place < 30).toList());
    }

    @Test
    void rowsOfNobodyAreRefusedWhereCustomersAreHidden() {
        Table rows = Table.of(List.of("place"), 1, new float[1], Optional.empty());
        assertThatThrownBy(() -> UnitRows.bounded(rows, FOUR, 1))
                .isInstanceOf(UnfitRows.class)
                .hasMessageContaining("name the column of the customer under data.customer");
    }
}
