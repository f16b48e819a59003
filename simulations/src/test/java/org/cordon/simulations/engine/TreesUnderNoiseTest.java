// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.computation.binning.Binning;
import org.cordon.computation.binning.BinningPlan;
import org.cordon.computation.evaluation.Metrics;
import org.cordon.computation.trees.BoostedTrees;
import org.cordon.computation.trees.ColumnSample;
import org.cordon.computation.trees.TrainedTrees;
import org.cordon.computation.trees.TreesPlan;
import org.cordon.participant.contribution.ContributionContext;
import org.cordon.participant.contribution.Contributors;
import org.cordon.participant.contribution.ScoredRows;
import org.cordon.participant.data.Table;
import org.cordon.participant.round.Contribution;
import org.cordon.participant.training.DenseTrainer;
import org.cordon.privacy.UnitBound;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;

/** Trees learn from sums with the noise of every member's share in them. */
class TreesUnderNoiseTest {
    private static final List<String> FEATURES = List.of("amount", "hour");

    private static Table draw(SplittableRandom random, int rows) {
        float[] values = new float[2 * rows];
        float[] labels = new float[rows];
        for (int row = 0; row < rows; row++) {
            values[2 * row] = (float) Math.exp(random.nextDouble(0, 8));
            values[2 * row + 1] = random.nextInt(24);
            boolean suspicious = values[2 * row] > 500 && values[2 * row + 1] < 7;
            labels[row] = random.nextDouble() < (suspicious ? 0.7 : 0.05) ? 1 : 0;
        }
        return Table.of(FEATURES, rows, values, Optional.of(labels));
    }

    private static Contribution contribution(Table rows) {
        Contributors contributors = Contributors.installed();
        ContributionContext context = new ContributionContext(0, new DenseTrainer());
        return (query, state) -> contributors.encode(StagedComputation.NAME, query, state, rows, context);
    }

    private static double averagePrecision(Optional<NoisyCounts> noise) {
        SplittableRandom random = new SplittableRandom(1);
        List<Contribution> exchanges = new ArrayList<>();
        for (int exchange = 0; exchange < 5; exchange++) {
            exchanges.add(contribution(draw(random, 4000)));
        }
        Table test = draw(random, 4000);
        StagedComputation pipeline = new StagedComputation();
        Bytes start = pipeline.start(
                Stages.of(
                                new Stages.Stage(
                                        "binning",
                                        Binning.NAME,
                                        new BinningPlan(FEATURES, 10_000, 15, 2, noise).encode()),
                                new Stages.Stage(
                                        "trees",
                                        BoostedTrees.NAME,
                                        new TreesPlan(
                                                        FEATURES,
                                                        8,
                                                        3,
                                                        new TreesPlan.Growth(0.3, 30, 20, 0),
                                                        ColumnSample.ALL,
                                                        1,
                                                        10_000,
                                                        0,
                                                        false,
                                                        noise)
                                                .encode()))
                        .encode(),
                Map.of());
        Bytes last = new PlainRun(pipeline).run(start, exchanges);
        TrainedTrees trained = TrainedTrees.decode(pipeline.report(last).output(BoostedTrees.NAME));
        return Metrics.of(ScoredRows.of(trained, test), test.copyLabels().orElseThrow())
                .averagePrecision();
    }

    /** Multiplier 10 over 28 sums is an epsilon of 2.9 at delta 1e-6 by zero-concentrated privacy; the base rate is 0.09. */
    @Test
    void treesLearnUnderNoise() {
        double exact = averagePrecision(Optional.empty());
        double noisy = averagePrecision(Optional.of(new NoisyCounts(UnitBound.RECORD, 10_000_000)));
        System.out.println("average precision without noise " + exact + ", with noise " + noisy);
        assertThat(exact).isGreaterThan(0.35);
        assertThat(noisy).isGreaterThan(exact - 0.1);
    }
}
