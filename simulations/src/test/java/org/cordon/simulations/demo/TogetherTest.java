// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.evaluation.Metrics;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.network.TrainedNetwork;
import org.cordon.participant.contribution.ScoredRows;
import org.cordon.simulations.engine.PlainRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's own recipe over plain sums, which end in the same bytes: {@link SecureEqualsPlainTest}. */
class TogetherTest {
    private static final int ROUNDS = 100;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void togetherBeatsAloneAndAveraging(long seed) throws InterruptedException {
        DemoData data = DemoData.generated(seed);
        Recipe recipe = new Recipe(data.features(), ROUNDS, seed);
        Baselines baselines = Baselines.of(data, recipe, () -> {});
        Scores alone = Scores.of(baselines.alone());
        double together = together(data, recipe).averagePrecision();
        System.out.printf(
                "demo, seed %d: average precision alone %.3f (worst %.3f), averaging %.3f, together %.3f, pooled %.3f%n",
                seed,
                alone.averagePrecision().mean(),
                alone.averagePrecision().worst(),
                baselines.scoreAveraging().averagePrecision(),
                together,
                baselines.pooled().averagePrecision());

        assertThat(together).isGreaterThan(alone.averagePrecision().mean() + 0.2);
        assertThat(together).isGreaterThan(baselines.scoreAveraging().averagePrecision() + 0.2);
    }

    private static Metrics together(DemoData data, Recipe recipe) {
        List<LocalRows> rows = new ArrayList<>();
        IntStream.range(0, data.exchanges().size())
                .forEach(i -> rows.add(LocalRows.of(data.tables().get(i), recipe.seed(), i)));
        StagedComputation pipeline = new StagedComputation();
        TrainedNetwork network = TrainedNetwork.decode(pipeline.report(
                        new PlainRun(pipeline).run(Recipe.start(recipe.together(data.largest())), rows))
                .output(NetworkTraining.OUTPUT));
        return Baselines.metrics(ScoredRows.of(network, data.test()), data.test());
    }
}
