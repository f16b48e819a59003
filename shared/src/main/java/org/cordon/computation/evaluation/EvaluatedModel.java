// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.computation.Computations;
import org.cordon.computation.Detector;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/**
 * The model that is evaluated.
 *
 * @param computation that put it out, under its own name
 * @param encoded canonical bytes
 * @param detector that they stand for
 */
public record EvaluatedModel(String computation, Bytes encoded, Detector detector) {
    /** Reads a model; what is none is a {@link MalformedEncoding}. */
    static EvaluatedModel of(String computation, Bytes encoded) {
        return detector(computation, encoded)
                .map(detector -> new EvaluatedModel(computation, encoded, detector))
                .orElseThrow(() -> new MalformedEncoding(
                        "model must be that of a computation that scores rows, but was of " + computation));
    }

    /** What its histograms are functions of: of a calibrated model the models that were calibrated. */
    Bytes basis() {
        return computation.equals(Calibration.NAME)
                ? CalibratedModel.decode(encoded).basis()
                : detector.basis().orElse(encoded);
    }

    /** The one model among the outputs of earlier stages; a calibrated one stands for those that it is made of. */
    static EvaluatedModel among(Map<String, Bytes> inputs) {
        Bytes calibrated = inputs.get(Calibration.NAME);
        if (calibrated != null) {
            return of(Calibration.NAME, calibrated);
        }
        List<EvaluatedModel> models = all(inputs);
        if (models.size() != 1) {
            throw new IllegalArgumentException("inputs must have one model to evaluate, but had "
                    + models.stream().map(EvaluatedModel::computation).toList()
                    + ": put one stage that trains a model before evaluation");
        }
        return models.get(0);
    }

    /** The models among the outputs of earlier stages, by name. */
    static List<EvaluatedModel> all(Map<String, Bytes> inputs) {
        return inputs.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(input -> detector(input.getKey(), input.getValue())
                        .map(detector -> new EvaluatedModel(input.getKey(), input.getValue(), detector))
                        .stream())
                .toList();
    }

    private static Optional<Detector> detector(String computation, Bytes output) {
        Computations installed = Installed.COMPUTATIONS;
        return installed.names().contains(computation)
                ? installed.named(computation).detector(output)
                : Optional.empty();
    }

    /** Looked up on first use: evaluation itself is among them. */
    private static final class Installed {
        static final Computations COMPUTATIONS = Computations.installed();
    }
}
