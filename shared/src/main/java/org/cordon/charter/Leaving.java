// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import org.cordon.computation.evaluation.Evaluation;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.network.PrivateSgd;
import org.cordon.computation.network.TrainingPlan;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Hashes;
import org.cordon.task.Stage;

/**
 * What one stage lets out of an exchange: masked vectors, of which only the sum over the survivors is opened.
 *
 * @param words of one vector, at the most; 0 where the computation is not known here
 * @param sums how many are opened, at the most
 */
public record Leaving(String stage, String what, long words, int sums) {
    private static final int QUARTILES = 3;

    /** What the charter's stage lets out. */
    public static Leaving of(Stage stage) {
        try {
            return switch (stage.computation()) {
                case Scaling.NAME -> scaling(stage, ScalingPlan.decode(stage.parameters()));
                case NetworkTraining.NAME -> network(stage, TrainingPlan.decode(stage.parameters()));
                case Evaluation.NAME -> evaluation(stage, EvaluationPlan.decode(stage.parameters()));
                default -> unknown(stage);
            };
        } catch (MalformedEncoding malformed) {
            return unknown(stage);
        }
    }

    private static Leaving scaling(Stage stage, ScalingPlan plan) {
        long columns = plan.features().size();
        long words = columns * Math.max(plan.coarseBins(), QUARTILES * (plan.zoomBins() + 2));
        return new Leaving(
                stage.computation(),
                plan.noise().isPresent()
                        ? "how many rows lie in each bin of each column, under noise"
                        : "how many rows lie in each bin of each column",
                words,
                stage.maxRounds());
    }

    private static Leaving network(Stage stage, TrainingPlan plan) {
        if (plan.work() instanceof PrivateSgd steps) {
            return new Leaving(
                    stage.computation(),
                    "sum of the clipped gradients of a secret sample of units, under noise",
                    plan.spec().parameterCount() + (steps.adaptive().isPresent() ? 1L : 0L),
                    stage.maxRounds());
        }
        long words = plan.spec().parameterCount() + 1L;
        return new Leaving(
                stage.computation(),
                "clipped change of the model's parameters, weighted by rows",
                words,
                stage.maxRounds());
    }

    private static Leaving evaluation(Stage stage, EvaluationPlan plan) {
        return new Leaving(
                stage.computation(),
                plan.noise().isPresent()
                        ? "how many held-out rows of each label have a score in each bin, under noise"
                        : "how many held-out rows of each label have a score in each bin",
                2L * plan.bins(),
                stage.maxRounds());
    }

    private static Leaving unknown(Stage stage) {
        return new Leaving(
                stage.computation(),
                "a computation that this program does not know, with parameters of digest "
                        + Hashes.blob(stage.parameters()).shortHex(),
                0,
                stage.maxRounds());
    }
}
