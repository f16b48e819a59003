// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.List;
import java.util.Optional;
import org.cordon.computation.evaluation.Calibration;
import org.cordon.computation.evaluation.CalibrationPlan;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.suite.Bytes;
import org.cordon.task.PrivacyTerms;

/**
 * {@link CalibrationPlan} as the file writes it.
 *
 * @param noiseMultiplierMicro calibrated where it is left out; only with differential privacy
 */
record CalibrationFile(
        Optional<Integer> models, int bins, long maxRows, int holdoutPerMille, Optional<Long> noiseMultiplierMicro)
        implements StageKind {
    @Override
    public String computation() {
        return Calibration.NAME;
    }

    @Override
    public Needs needs() {
        return Needs.MODEL;
    }

    @Override
    public int sums() {
        return 1;
    }

    @Override
    public int calibrates() {
        return models.orElse(1);
    }

    @Override
    public CalibrationFile under(long multiplierMicro) {
        return new CalibrationFile(models, bins, maxRows, holdoutPerMille, Optional.of(multiplierMicro));
    }

    @Override
    public Bytes parameters(List<String> columns, Optional<PrivacyTerms> terms) {
        return new CalibrationPlan(
                        models.orElse(1),
                        new EvaluationPlan(
                                bins, maxRows, holdoutPerMille, StageKind.noise(terms, noiseMultiplierMicro)))
                .encode();
    }
}
