// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cordon.participant.data.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who gets which rows. */
class PartitionsTest {
    private static final int EXCHANGES = 5;

    /** Labels 0 to {@code classes} - 1 in turn; column kind is the label's name, column shop one of 7. */
    private static Rows rows(int count, int classes, long seed) {
        float[] labels = new float[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % classes;
        }
        List<String> kinds =
                IntStream.range(0, count).mapToObj(i -> "k" + i % classes).toList();
        List<String> shops =
                IntStream.range(0, count).mapToObj(i -> "s" + i % 7).toList();
        return new Rows(
                Table.of(List.of("x"), count, new float[count], Optional.of(labels)),
                Map.of("kind", kinds, "shop", shops),
                new SplittableRandom(seed));
    }

    static Stream<Partition> all() {
        return Stream.of(
                new Partitions.Iid(),
                new Partitions.Dirichlet(0.3, "label"),
                new Partitions.Dirichlet(1e-3, "shop"),
                new Partitions.Shards(2, Optional.empty()),
                new Partitions.Shards(3, Optional.of(2)),
                new Partitions.Quantity(1),
                new Partitions.Column("shop"),
                new Partitions.AttackKind("kind", 1));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyRowHasOneOwnerAndTheSameForTheSameSeed(Partition partition) {
        for (long seed = 1; seed <= 5; seed++) {
            int[] owner = partition.assign(rows(1003, 10, seed), EXCHANGES);
            assertThat(owner).as("seed %d", seed).hasSize(1003);
            assertThat(IntStream.of(owner)).allMatch(e -> e >= 0 && e < EXCHANGES);
            assertThat(partition.assign(rows(1003, 10, seed), EXCHANGES)).containsExactly(owner);
        }
        if (!partition.equals(new Partitions.Shards(3, Optional.of(2)))) { // it needs an exchange that is not alike
            assertThat(partition.assign(rows(1003, 10, 1), 1)).containsOnly(0);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void anotherSeedGivesAnotherCut(Partition partition) {
        if (!(partition instanceof Partitions.Column)) { // it draws nothing that shows
            assertThat(partition.assign(rows(1003, 10, 1), EXCHANGES))
                    .isNotEqualTo(partition.assign(rows(1003, 10, 2), EXCHANGES));
        }
    }

    private static int[] sizes(int[] owner, int exchanges) {
        int[] sizes = new int[exchanges];
        IntStream.of(owner).forEach(e -> sizes[e]++);
        return sizes;
    }

    @Test
    void equalPartsDifferByOneRowAtTheMost() {
        assertThat(sizes(new Partitions.Iid().assign(rows(1003, 10, 1), EXCHANGES), EXCHANGES))
                .containsOnly(200, 201);
    }

    /**
     * The sum of squared shares of E parts has the mean (alpha + 1) / (E alpha + 1). Over 400 groups its standard error is below 0.0075
     * (the summand lies in [0.1, 1], and its deviation is below 0.15): 0.04 errs less than once in 10^6.
     */
    @Test
    void sharesAreThoseOfADirichletDistribution() {
        int exchanges = 10;
        int[] owner = new Partitions.Dirichlet(0.3, "label").assign(rows(40_000, 400, 1), exchanges);
        double[][] shares = new double[400][exchanges];
        for (int row = 0; row < owner.length; row++) {
            shares[row % 400][owner[row]] += 0.01;
        }
        double squares = Arrays.stream(shares)
                .mapToDouble(group -> Arrays.stream(group).map(s -> s * s).sum())
                .average()
                .orElseThrow();
        assertThat(squares).isCloseTo(1.3 / 4, within(0.04));
        int[] alike = new Partitions.Dirichlet(1e6, "label").assign(rows(10_000, 10, 1), exchanges);
        assertThat(IntStream.of(sizes(alike, exchanges))).allMatch(size -> Math.abs(size - 1000) < 40);
    }

    private static Set<Float> labelsOf(int exchange, int[] owner, Table table) {
        return IntStream.range(0, owner.length)
                .filter(row -> owner[row] == exchange)
                .mapToObj(table::label)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** 1,000 rows of 10 labels in 10 shards: a shard is a label. */
    @Test
    void shardsHoldOneLabelEach() {
        Rows rows = rows(1000, 10, 1);
        int[] owner = new Partitions.Shards(2, Optional.empty()).assign(rows, EXCHANGES);
        assertThat(sizes(owner, EXCHANGES)).containsOnly(200);
        for (int exchange = 0; exchange < EXCHANGES; exchange++) {
            assertThat(labelsOf(exchange, owner, rows.table())).hasSize(2);
        }
    }

    @Test
    void theLastExchangesOfShardsMayHoldEveryLabel() {
        Rows rows = rows(1000, 10, 1);
        int[] owner = new Partitions.Shards(1, Optional.of(2)).assign(rows, 12);
        for (int exchange = 0; exchange < 12; exchange++) {
            assertThat(labelsOf(exchange, owner, rows.table())).hasSize(exchange < 10 ? 1 : 10);
        }
        assertThatThrownBy(() -> new Partitions.Shards(1, Optional.of(5)).assign(rows, 5))
                .hasMessageStartingWith("alike must be below the number of exchanges, 5");
    }

    /** The deviation of the logarithm over 200 exchanges has a standard error of 0.05: 0.3 errs less than once in 10^8. */
    @Test
    void sizesAreLogNormal() {
        int[] sizes = sizes(new Partitions.Quantity(1).assign(rows(40_000, 10, 1), 200), 200);
        double[] logs =
                Arrays.stream(sizes).mapToDouble(n -> Math.log(Math.max(1, n))).toArray();
        double mean = Arrays.stream(logs).average().orElseThrow();
        double variance =
                Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
        assertThat(Math.sqrt(variance)).isCloseTo(1, within(0.3));
        assertThat(sizes(new Partitions.Quantity(0).assign(rows(1000, 10, 1), EXCHANGES), EXCHANGES))
                .containsOnly(200);
    }

    @Test
    void aValueOfAColumnIsNotShared() {
        Rows rows = rows(1003, 10, 1);
        int[] owner = new Partitions.Column("shop").assign(rows, EXCHANGES);
        for (int row = 0; row < owner.length; row++) {
            assertThat(owner[row]).isEqualTo(row % 7 % EXCHANGES);
        }
        assertThatThrownBy(() -> new Partitions.Column("town").assign(rows, EXCHANGES))
                .hasMessageContaining("column must be one of")
                .hasMessageContaining("but was town");
    }

    /** Kinds 1 to 4 are attacks, label 0 is none; each exchange sees one kind, so kind k goes to those whose turn it is. */
    @Test
    void anExchangeSeesItsKindsOfAttackOnly() {
        Rows rows = rows(1000, 5, 1);
        int[] owner = new Partitions.AttackKind("kind", 1).assign(rows, EXCHANGES);
        for (int exchange = 0; exchange < EXCHANGES; exchange++) {
            Set<Float> labels = labelsOf(exchange, owner, rows.table());
            assertThat(labels).hasSize(2).contains(0f);
        }
        int[] harmless = IntStream.range(0, owner.length)
                .filter(row -> row % 5 == 0)
                .map(row -> owner[row])
                .toArray();
        assertThat(sizes(harmless, EXCHANGES)).containsOnly(40);
    }
}
