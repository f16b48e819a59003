// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cordon.computation.evaluation.CalibrationPlan;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.computation.evaluation.SegmentsPlan;
import org.cordon.computation.fit.FitPlan;
import org.cordon.computation.network.TrainingPlan;
import org.cordon.computation.trees.TreesPlan;
import org.cordon.task.Stage;

/**
 * Rows of a thousand that a stage keeps out of training, or judges a model on. A row is among them by one hash and the share: a smaller share
 * holds rows of a larger one alone.
 */
final class HeldOutShare {
    private HeldOutShare() {}

    /** Kept out by a stage that trains. */
    static OptionalInt trained(Record plan) {
        if (plan instanceof TrainingPlan network) {
            return OptionalInt.of(network.holdoutPerMille());
        }
        if (plan instanceof TreesPlan trees) {
            return OptionalInt.of(trees.holdoutPerMille());
        }
        return plan instanceof FitPlan fit ? OptionalInt.of(fit.terms().holdoutPerMille()) : OptionalInt.empty();
    }

    /** Read by a stage that judges or calibrates. */
    static OptionalInt judged(Record plan) {
        if (plan instanceof EvaluationPlan evaluation) {
            return OptionalInt.of(evaluation.holdoutPerMille());
        }
        if (plan instanceof SegmentsPlan segments) {
            return OptionalInt.of(segments.histograms().holdoutPerMille());
        }
        return plan instanceof CalibrationPlan calibration
                ? OptionalInt.of(calibration.histograms().holdoutPerMille())
                : OptionalInt.empty();
    }

    /** What kind of rows the figures of a charter are of, as the title of a section. */
    static String ofFigures(List<Stage> stages) {
        List<Record> plans = stages.stream()
                .map(StagePlan::of)
                .flatMap(Optional::stream)
                .map(StagePlan::parameters)
                .toList();
        OptionalInt judged = plans.stream()
                .map(HeldOutShare::judged)
                .flatMapToInt(OptionalInt::stream)
                .max();
        int trained = plans.stream()
                .map(HeldOutShare::trained)
                .flatMapToInt(OptionalInt::stream)
                .min()
                .orElse(0);
        if (judged.isEmpty()) {
            return "Metrics";
        }
        if (judged.getAsInt() > trained) {
            return "Metrics, on rows of which training has seen some";
        }
        boolean calibrated = plans.stream()
                .anyMatch(plan ->
                        plan instanceof CalibrationPlan || (plan instanceof TreesPlan trees && trees.calibrated()));
        return "Metrics, on rows held out of training" + (calibrated ? ", which calibrated the scores" : "");
    }
}
