// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.scoring;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cordon.computation.Detector;
import org.cordon.participant.contribution.LocalThreshold;
import org.cordon.participant.contribution.ScoredRows;
import org.cordon.participant.data.Table;

/**
 * Rows with their scores.
 *
 * <p><b>Does not check</b> that the rows are others than those that trained the model: on those it looks better than it is.
 */
final class ScoredTable {
    private final Detector detector;
    private final Table rows;
    private final double[] scores;

    ScoredTable(Detector detector, Table rows) {
        this.detector = detector;
        this.rows = rows;
        this.scores = ScoredRows.of(detector, rows);
    }

    int rows() {
        return scores.length;
    }

    double score(int row) {
        return scores[row];
    }

    long alarms(double threshold) {
        return Arrays.stream(scores).filter(score -> score >= threshold).count();
    }

    /** The threshold that keeps this rate over rows with label 0. */
    LocalThreshold threshold(double rate) {
        return LocalThreshold.at(detector, rows, rate);
    }

    long positives() {
        return positive().count();
    }

    /** Of the rows with label 1, the share that a threshold finds; empty where there are none. */
    Optional<Double> recall(double threshold) {
        long positives = positives();
        return positives == 0
                ? Optional.empty()
                : Optional.of((double) positive()
                                .filter(row -> scores[row] >= threshold)
                                .count()
                        / positives);
    }

    private IntStream positive() {
        return IntStream.range(0, scores.length).filter(row -> rows.label(row) == 1f);
    }
}
