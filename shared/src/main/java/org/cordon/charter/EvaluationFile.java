// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.List;
import java.util.Optional;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.suite.Bytes;
import org.cordon.task.PrivacyTerms;

/**
 * {@link EvaluationPlan} as the file writes it.
 *
 * @param maxRows public cap on an exchange's held-out rows
 * @param noiseMultiplierMicro calibrated where it is left out; only with differential privacy
 */
record EvaluationFile(int bins, long maxRows, int holdoutPerMille, Optional<Long> noiseMultiplierMicro)
        implements StageKind {
    EvaluationFile {
        EvaluationPlan unused = new EvaluationPlan(bins, maxRows, holdoutPerMille);
    }

    @Override
    public String computation() {
        return Evaluation.NAME;
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
    public EvaluationFile under(long multiplierMicro) {
        return new EvaluationFile(bins, maxRows, holdoutPerMille, Optional.of(multiplierMicro));
    }

    @Override
    public Bytes parameters(List<String> columns, Optional<PrivacyTerms> terms) {
        return new EvaluationPlan(bins, maxRows, holdoutPerMille, StageKind.noise(terms, noiseMultiplierMicro))
                .encode();
    }
}
