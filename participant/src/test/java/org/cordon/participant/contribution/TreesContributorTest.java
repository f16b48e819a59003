// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.computation.binning.Binning;
import org.cordon.computation.binning.BinningPlan;
import org.cordon.computation.trees.BoostedTrees;
import org.cordon.computation.trees.ColumnSample;
import org.cordon.computation.trees.TrainedTrees;
import org.cordon.computation.trees.TreesPlan;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreesContributorTest {
    private static final List<String> FEATURES = List.of("amount", "hour", "flag", "sparse");

    static TreesPlan plan(int trees, int depth, int holdoutPerMille) {
        return new TreesPlan(
                FEATURES,
                trees,
                depth,
                new TreesPlan.Growth(0.3, 1, 1, 0),
                new ColumnSample(0.75, 5),
                1,
                100_000,
                holdoutPerMille,
                holdoutPerMille > 0,
                Optional.empty());
    }

    static Bytes stages(TreesPlan plan) {
        return Stages.of(
                        new Stages.Stage(
                                "binning",
                                Binning.NAME,
                                new BinningPlan(FEATURES, 100_000, 31, 3, Optional.empty()).encode()),
                        new Stages.Stage("trees", BoostedTrees.NAME, plan.encode()))
                .encode();
    }

    /** Rows whose label follows from two features and chance; one column is missing more often than not. */
    static Table draw(SplittableRandom random, int rows) {
        float[] values = new float[rows * FEATURES.size()];
        float[] labels = new float[rows];
        for (int row = 0; row < rows; row++) {
            float amount = (float) Math.exp(random.nextDouble(-2, 8));
            float hour = random.nextInt(24);
            boolean flag = random.nextInt(20) == 0;
            boolean missing = random.nextInt(3) > 0;
            double chance = 0.02 + (amount > 200 && hour < 6 ? 0.6 : 0) + (flag ? 0.3 : 0) + (missing ? 0 : 0.05);
            labels[row] = random.nextDouble() < chance ? 1 : 0;
            values[row * 4] = amount;
            values[row * 4 + 1] = hour;
            values[row * 4 + 2] = flag ? 1 : 0;
            values[row * 4 + 3] = missing ? Float.NaN : (float) random.nextDouble(-5, 5);
        }
        return Table.of(FEATURES, rows, values, Optional.of(labels));
    }

    private static List<Table> spread(Table rows, int exchanges, SplittableRandom random) {
        int[] owner = IntStream.range(0, rows.rows())
                .map(row -> Math.min(random.nextInt(exchanges), random.nextInt(exchanges)))
                .toArray();
        return IntStream.range(0, exchanges)
                .mapToObj(of -> rows.filter(row -> owner[row] == of))
                .toList();
    }

    static PlainFederation federation(FederatedComputation of, List<Table> tables) {
        List<PlainFederation.Member> members = new ArrayList<>();
        tables.forEach(rows -> members.add(new PlainFederation.Member(
                rows, new ContributionContext(members.size(), Exchanges.nudge()))));
        return new PlainFederation(of, Contributors.installed(), members);
    }

    private static TrainedTrees train(List<Table> tables, TreesPlan plan) {
        StagedComputation pipeline = new StagedComputation();
        Bytes last = federation(pipeline, tables).run(stages(plan), Map.of());
        return TrainedTrees.decode(pipeline.report(last).output("trees"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyTreeIsThatOfThePooledRowsHoweverTheyAreSpread(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Table rows = draw(random, 1500);
        TrainedTrees pooled = train(List.of(rows), plan(12, 4, 0));
        int exchanges = random.nextInt(2, 9);
        TrainedTrees federated = train(spread(rows, exchanges, random), plan(12, 4, 0));
        assertThat(pooled.trees()).as("seed %d", seed).hasSize(12);
        for (int tree = 0; tree < 12; tree++) {
            assertThat(federated.trees().get(tree))
                    .as("tree %d, seed %d, %d exchanges", tree, seed, exchanges)
                    .isEqualTo(pooled.trees().get(tree));
        }
        assertThat(federated.encode()).isEqualTo(pooled.encode());
    }

    @Test
    void learnsWhatDecidesOnTheLabel() {
        SplittableRandom random = new SplittableRandom(9);
        TrainedTrees trained = train(List.of(draw(random, 3000), draw(random, 2000)), plan(20, 4, 0));
        assertThat(trained.score(new float[] {1000, 3, 0, Float.NaN})).isGreaterThan(0.45);
        assertThat(trained.score(new float[] {1000, 12, 0, Float.NaN})).isLessThan(0.15);
    }
}
