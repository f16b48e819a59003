// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.Arrays;
import org.cordon.computation.Detector;
import org.cordon.participant.data.Table;

/**
 * The threshold of one exchange: the lowest score at which its own rows with label 0 raise no more alarms than a chosen share. Nothing of it
 * leaves the exchange.
 *
 * @param score a row is an alarm if it scores this or more; above 1 where no score keeps the rate
 * @param falsePositiveRate that the rows show, at most what was asked for
 * @param negatives rows with label 0 that it was chosen on
 */
public record LocalThreshold(double score, double falsePositiveRate, int negatives) {
    /**
     * Chooses on labelled rows that no model was trained on.
     *
     * @param rate in (0, 1)
     */
    public static LocalThreshold at(Detector detector, Table rows, double rate) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("rate must be in (0, 1), but was " + rate);
        }
        if (!rows.labelled()) {
            throw new UnfitRows("rows must be labelled to choose a threshold, but were not");
        }
        double[] scores = scores(detector, rows);
        if (scores.length == 0) {
            throw new UnfitRows("rows must be at least one with label 0 to choose a threshold, but were none");
        }
        Arrays.sort(scores);
        int from = scores.length;
        int allowed = (int) Math.floor(rate * scores.length);
        for (int i = scores.length - 1; i >= scores.length - allowed; i--) {
            if (i == 0 || scores[i - 1] < scores[i]) {
                from = i;
            }
        }
        double score = from == scores.length ? Math.nextUp(scores[scores.length - 1]) : scores[from];
        return new LocalThreshold(score, (double) (scores.length - from) / scores.length, scores.length);
    }

    /** Of the rows with label 0; histories are of all rows. */
    private static double[] scores(Detector detector, Table rows) {
        Table whole = HistoryRows.of(rows, detector.features());
        return ScoredRows.of(detector, whole.filter(row -> whole.label(row) == 0f));
    }
}
