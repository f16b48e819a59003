// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cordon.computation.DataFunction;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.Query;
import org.cordon.computation.Report;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.computation.binning.Binning;
import org.cordon.computation.binning.BinningPlan;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.computation.evaluation.Metrics;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.trees.BoostedTrees;
import org.cordon.computation.trees.ColumnSample;
import org.cordon.computation.trees.TrainedTrees;
import org.cordon.computation.trees.TreesPlan;
import org.cordon.computation.trees.TreesState;
import org.cordon.differencing.DifferencingGuard;
import org.cordon.differencing.MemberSet;
import org.cordon.differencing.SurvivorRows;
import org.cordon.participant.data.Table;
import org.cordon.privacy.UnitBound;
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

    private static List<Stages.Stage> list(TreesPlan plan) {
        return List.of(
                new Stages.Stage(
                        "binning", Binning.NAME, new BinningPlan(FEATURES, 100_000, 31, 3, plan.noise()).encode()),
                new Stages.Stage("trees", BoostedTrees.NAME, plan.encode()));
    }

    static Bytes stages(TreesPlan plan) {
        return new Stages(list(plan)).encode();
    }

    /** The same with an evaluation at the end. */
    static Bytes evaluated(TreesPlan plan) {
        List<Stages.Stage> stages = new ArrayList<>(list(plan));
        stages.add(new Stages.Stage(
                "evaluation",
                Evaluation.NAME,
                new EvaluationPlan(1024, 100_000, plan.holdoutPerMille(), plan.noise()).encode()));
        return new Stages(stages).encode();
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
        tables.forEach(rows -> members.add(
                new PlainFederation.Member(rows, new ContributionContext(members.size(), Exchanges.nudge()))));
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

    @Test
    void anEvaluationTakesTreesAsItTakesANetwork() {
        SplittableRandom random = new SplittableRandom(10);
        List<Table> tables = List.of(draw(random, 3000), draw(random, 2000), draw(random, 2500));
        StagedComputation pipeline = new StagedComputation();
        Report report = pipeline.report(federation(pipeline, tables).run(evaluated(plan(15, 4, 200)), Map.of()));
        Table heldOut = IntStream.range(0, 3)
                .mapToObj(of -> tables.get(of).filter(HeldOut.rows(of, 200)))
                .reduce(Table::append)
                .orElseThrow();
        double[] scores = ScoredRows.of(TrainedTrees.decode(report.output("trees")), heldOut);
        Metrics exact = Metrics.of(scores, heldOut.copyLabels().orElseThrow());
        assertThat(report.figures().get("evaluation/averagePrecision"))
                .isCloseTo(exact.averagePrecision(), within(0.02))
                .isGreaterThan(0.5);
        double mean = Arrays.stream(scores).average().orElseThrow();
        assertThat(mean).as("calibrated").isCloseTo((double) heldOut.positives() / heldOut.rows(), within(0.01));
    }

    @Test
    void calibrationTakesTheWeightOfPositivesBack() {
        SplittableRandom random = new SplittableRandom(11);
        TreesPlan usual = plan(15, 4, 200);
        TreesPlan weighed = new TreesPlan(
                usual.features(),
                usual.trees(),
                usual.depth(),
                usual.growth(),
                usual.columns(),
                8,
                usual.maxRows(),
                200,
                true,
                Optional.empty());
        Table test = draw(random, 4000);
        TrainedTrees trained = train(List.of(draw(random, 4000), draw(random, 4000)), weighed);
        double mean = Arrays.stream(ScoredRows.of(trained, test)).average().orElseThrow();
        assertThat(mean).isCloseTo((double) test.positives() / test.rows(), within(0.02));
    }

    /**
     * The attack: the histograms of the children add up to that of their node, so a level over one member fewer, beside the level
     * above, tells the histogram of the member that is missing, to the row. The guard admits no such survivors: the round waits for
     * the member, and with the next tree it may be missing.
     */
    @Test
    void aMemberThatDropsOutInMidTreeCannotBeToldByParentMinusChildren() {
        SplittableRandom random = new SplittableRandom(12);
        List<Table> tables =
                IntStream.range(0, 5).mapToObj(any -> draw(random, 400)).toList();
        BoostedTrees trees = new BoostedTrees();
        Bytes bins = bins(tables);
        PlainFederation federation = federation(trees, tables);
        TreesPlan plan = plan(3, 3, 0);
        Bytes root = federation.round(trees.start(plan.encode(), Map.of(Binning.OUTPUT, bins)), member -> true);
        Bytes level = federation.round(root, member -> true);
        OpenedSum above = federation.sum(root, member -> true);
        OpenedSum below = federation.sum(level, member -> member != 2);
        OpenedSum missing = federation.sum(root, member -> member == 2);
        int width = below.length()
                / TreesState.decode(level).growing().orElseThrow().open().length;
        for (int word = 0; word < width; word++) {
            assertThat(above.get(word) - below.get(word) - below.get(width + word))
                    .as("what the attack would tell")
                    .isEqualTo(missing.get(word));
        }

        assertThat(trees.function(level)).isEqualTo(trees.function(root));
        SurvivorRows rows = SurvivorRows.of(List.of(MemberSet.of(1, 2, 3, 4, 5)));
        DifferencingGuard guard = new DifferencingGuard();
        assertThat(guard.fit(rows, MemberSet.of(1, 2, 4, 5), 3))
                .as("the round waits")
                .isEmpty();
        assertThat(guard.fit(rows, MemberSet.of(1, 2, 3, 4, 5), 3)).contains(MemberSet.of(1, 2, 3, 4, 5));

        Bytes next = level;
        while (TreesState.decode(next).ensemble().trees().isEmpty()) {
            next = federation.round(next, member -> true);
        }
        assertThat(trees.function(next)).as("the next tree").isEqualTo(trees.function(root));
        assertThat(trees.function(root)).as("binning").isEqualTo(DataFunction.ofFullData(Scaling.NAME));
    }

    private static Bytes bins(List<Table> tables) {
        Bytes parameters = new BinningPlan(FEATURES, 100_000, 31, 3, Optional.empty()).encode();
        Binning binning = new Binning();
        return binning.report(federation(binning, tables).run(parameters, Map.of()))
                .output(Binning.OUTPUT);
    }

    /** Neighbours: one row more or less moves no sum further than the release says. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aRowMovesNoSumFurtherThanTheReleaseSays(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TreesPlan usual = plan(3, 3, 300);
        TreesPlan noisy = new TreesPlan(
                usual.features(),
                usual.trees(),
                usual.depth(),
                usual.growth(),
                usual.columns(),
                3,
                usual.maxRows(),
                300,
                true,
                Optional.of(new NoisyCounts(UnitBound.RECORD, 100_000)));
        Table rows = draw(random, 300);
        StagedComputation pipeline = new StagedComputation();
        PlainFederation with = federation(pipeline, List.of(rows));
        for (int left = 0; left < 5; left++) {
            int gone = random.nextInt(300);
            PlainFederation without = federation(pipeline, List.of(rows.filter(row -> row != gone)));
            Bytes state = pipeline.start(stages(noisy), Map.of());
            while (pipeline.query(state).isPresent()) {
                Query query = pipeline.query(state).orElseThrow();
                OpenedSum one = with.sum(state, member -> true);
                OpenedSum other = without.sum(state, member -> true);
                double squares = 0;
                for (int word = 0; word < one.length(); word++) {
                    squares += Math.pow((double) (one.get(word) - other.get(word)), 2);
                }
                assertThat(squares).as("seed %d, %s", seed, query.statistic()).isLessThanOrEqualTo((double)
                        query.release().orElseThrow().sensitivitySquared());
                state = pipeline.advance(state, one);
            }
        }
    }
}
