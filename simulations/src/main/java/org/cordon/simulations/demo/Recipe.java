// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.util.List;
import java.util.Map;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.network.TrainingPlan;
import org.cordon.computation.network.UpdateBounds;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.model.Activation;
import org.cordon.model.FedAdam;
import org.cordon.model.FedAvg;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ServerOptimiser;
import org.cordon.suite.Bytes;
import org.cordon.task.Stage;

/**
 * The pipeline that is trained: quantiles for scaling, a classifier, its evaluation on held-out rows.
 *
 * @param rounds sums of the classifier
 * @param seed public seed of the first parameters
 */
record Recipe(List<String> features, int rounds, long seed) {
    private static final int HOLDOUT_PER_MILLE = 200;
    private static final int COUNT_SLACK = 4;
    private static final int LEAST_ROW_CAP = 100_000;

    Recipe {
        features = List.copyOf(features);
    }

    /** What the federation runs. */
    Stages together(int largestExchange) {
        long cap = rowCap(largestExchange);
        return Stages.of(
                scaling(cap),
                network(new FedAdam(0.02, 0.9, 0.99, 1e-3), largestExchange),
                new Stages.Stage(
                        "evaluation", Evaluation.NAME, new EvaluationPlan(1024, cap, HOLDOUT_PER_MILLE).encode()));
    }

    /** The same network and the same passes over the rows, in one place. */
    Stages inOnePlace(int rows) {
        return Stages.of(scaling(rowCap(rows)), network(new FedAvg(1), rows));
    }

    /** The stages as a charter lists them. */
    static List<Stage> charterStages(Stages stages, int rounds) {
        return stages.list().stream()
                .map(stage -> new Stage(stage.computation(), stage.parameters(), rounds + COUNT_SLACK))
                .toList();
    }

    static Bytes start(Stages stages) {
        return new StagedComputation().start(stages.encode(), Map.of());
    }

    /** How many sums the federation opens in all. */
    int sums() {
        return 1 + scalingPlan(LEAST_ROW_CAP).zooms() + rounds + 1;
    }

    /** Parameters of the classifier. */
    int parameters() {
        return spec().parameterCount();
    }

    private static long rowCap(int rows) {
        return Math.max(LEAST_ROW_CAP, rows);
    }

    private Stages.Stage scaling(long cap) {
        return new Stages.Stage("scaling", Scaling.NAME, scalingPlan(cap).encode());
    }

    private ScalingPlan scalingPlan(long cap) {
        return ScalingPlan.of(features, cap);
    }

    private NetworkSpec spec() {
        return NetworkSpec.mlpClassifier(Activation.RELU, features.size(), 32, 16, 1);
    }

    private Stages.Stage network(ServerOptimiser server, int largest) {
        TrainingPlan plan = new TrainingPlan(
                spec(),
                new LocalPlan(1, 512, LocalOptimiser.SGD, 0.1),
                server,
                new UpdateBounds(10, 1, 16, largest),
                rounds,
                HOLDOUT_PER_MILLE,
                seed);
        return new Stages.Stage("network", NetworkTraining.NAME, plan.encode());
    }
}
