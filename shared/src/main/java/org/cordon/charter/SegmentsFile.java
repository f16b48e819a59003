// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.List;
import java.util.Optional;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.computation.evaluation.Segments;
import org.cordon.computation.evaluation.SegmentsPlan;
import org.cordon.computation.fit.Reals;
import org.cordon.suite.Bytes;
import org.cordon.task.PrivacyTerms;

/**
 * {@link SegmentsPlan} as the file writes it.
 *
 * @param noiseMultiplierMicro calibrated where it is left out; only with differential privacy
 */
record SegmentsFile(
        String column,
        List<Double> edges,
        double falsePositiveRate,
        int bins,
        long maxRows,
        int holdoutPerMille,
        Optional<Long> noiseMultiplierMicro)
        implements StageKind {
    SegmentsFile {
        edges = List.copyOf(edges);
    }

    @Override
    public String computation() {
        return Segments.NAME;
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
    public SegmentsFile under(long multiplierMicro) {
        return new SegmentsFile(
                column, edges, falsePositiveRate, bins, maxRows, holdoutPerMille, Optional.of(multiplierMicro));
    }

    @Override
    public Bytes parameters(List<String> columns, Optional<PrivacyTerms> terms) {
        if (!columns.contains(column)) {
            throw new IllegalArgumentException("column must be one of columns, but was " + column);
        }
        return new SegmentsPlan(
                        new EvaluationPlan(
                                bins, maxRows, holdoutPerMille, StageKind.noise(terms, noiseMultiplierMicro)),
                        column,
                        Reals.of(edges.stream().mapToDouble(Double::doubleValue).toArray()),
                        falsePositiveRate)
                .encode();
    }
}
