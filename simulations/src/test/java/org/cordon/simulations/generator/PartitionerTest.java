// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.cordon.participant.data.Table;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionerTest {
    private static final int ROWS = 1000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyRowGoesToExactlyOnePart(long seed) {
        Table table = table();
        List<String> groups = groups();
        assertCut(Partitioner.iid(table, 5, seed));
        assertCut(Partitioner.dirichlet(table, groups, 0.3, 5, seed));
        assertCut(Partitioner.dirichlet(table, groups, 1e-3, 5, seed));
        SortedMap<String, Table> natural = Partitioner.natural(table, groups, seed);
        assertCut(List.copyOf(natural.values()));
        assertThat(natural.keySet()).containsExactly("a", "b", "c");
        assertThat(ids(Partitioner.iid(table, 5, seed).get(0)))
                .isEqualTo(ids(Partitioner.iid(table, 5, seed).get(0)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void smallAlphaMakesPartsUnlikeAndLargeAlphaAlike(long seed) {
        assertThat(spread(Partitioner.dirichlet(table(), groups(), 0.1, 5, seed)))
                .isGreaterThan(200);
        assertThat(spread(Partitioner.dirichlet(table(), groups(), 1e5, 5, seed)))
                .isLessThan(20);
        assertThat(spread(Partitioner.iid(table(), 5, seed))).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void refusesAlphaThatIsNotPositive(double alpha) {
        assertThatThrownBy(() -> Partitioner.dirichlet(table(), groups(), alpha, 5, 1))
                .hasMessageStartingWith("alpha must be in (0, 1e6], but was");
    }

    private static int spread(List<Table> parts) {
        int largest = parts.stream().mapToInt(Table::rows).max().orElseThrow();
        return largest - parts.stream().mapToInt(Table::rows).min().orElseThrow();
    }

    private static void assertCut(List<Table> parts) {
        List<Integer> all = new ArrayList<>();
        parts.forEach(part -> all.addAll(ids(part)));
        assertThat(all).hasSize(ROWS).doesNotHaveDuplicates();
    }

    private static List<Integer> ids(Table part) {
        List<Integer> ids = new ArrayList<>();
        for (int row = 0; row < part.rows(); row++) {
            ids.add((int) part.value(row, 0));
        }
        return ids;
    }

    private static Table table() {
        float[] ids = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            ids[i] = i;
        }
        return Table.of(List.of("id"), ROWS, ids, Optional.empty());
    }

    private static List<String> groups() {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            groups.add(i % 2 == 0 ? "a" : i % 3 == 0 ? "b" : "c");
        }
        return groups;
    }
}
