// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cordon.computation.Stages;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.network.TrainingPlan;
import org.cordon.computation.network.UpdateBounds;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.model.Activation;
import org.cordon.model.FedAvg;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.data.Table;

/** Small exchanges for tests: heavy tails, a constant, an all-missing column, a flag, a column with gaps. */
final class Exchanges {
    static final List<String> FEATURES = List.of("tail", "constant", "missing", "flag", "gaps");
    static final int MAX_ROWS = 1000;

    private Exchanges() {}

    static List<Table> draw(long seed, int... rows) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Table> tables = new ArrayList<>();
        for (int count : rows) {
            float[] values = new float[count * FEATURES.size()];
            float[] labels = new float[count];
            for (int row = 0; row < count; row++) {
                labels[row] = random.nextInt(5) == 0 ? 1f : 0f;
                int at = row * FEATURES.size();
                values[at] =
                        (float) (Math.exp(random.nextDouble(0, 12) + labels[row]) * (random.nextBoolean() ? 1 : -1));
                values[at + 1] = 7.25f;
                values[at + 2] = Float.NaN;
                values[at + 3] = random.nextInt(20) == 0 ? 1f : 0f;
                values[at + 4] = random.nextInt(3) == 0 ? Float.NaN : (float) random.nextDouble();
            }
            tables.add(Table.of(FEATURES, count, values, Optional.of(labels)));
        }
        return tables;
    }

    static Stages stages(NetworkSpec spec, int rounds) {
        TrainingPlan training = new TrainingPlan(
                spec,
                new LocalPlan(1, 32, LocalOptimiser.SGD, 0.1),
                new FedAvg(1),
                new UpdateBounds(10, 1, 16, MAX_ROWS),
                rounds,
                200,
                42);
        return Stages.of(
                new Stages.Stage(
                        "scaling",
                        Scaling.NAME,
                        ScalingPlan.of(FEATURES, MAX_ROWS).encode()),
                new Stages.Stage("network", NetworkTraining.NAME, training.encode()),
                new Stages.Stage("evaluation", Evaluation.NAME, new EvaluationPlan(1024, MAX_ROWS, 200).encode()));
    }

    static NetworkSpec classifier() {
        return NetworkSpec.mlpClassifier(Activation.RELU, FEATURES.size(), 4, 1);
    }

    /** Moves every parameter by an amount that depends on all arguments. */
    static LocalTrainer nudge() {
        return (spec, start, scaled, plan, seed) -> {
            float[] moved = start.toFloatArray();
            SplittableRandom random = new SplittableRandom(seed + scaled.rows());
            for (int k = 0; k < moved.length; k++) {
                moved[k] += (float) random.nextDouble(-0.1, 0.1);
            }
            return new LocalTrainer.Trained(ParameterVector.of(moved), scaled.rows(), 1);
        };
    }
}
