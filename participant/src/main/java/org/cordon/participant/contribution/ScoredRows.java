// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import org.cordon.computation.Detector;
import org.cordon.computation.network.NetworkInputs;
import org.cordon.computation.network.TrainedNetwork;
import org.cordon.model.NetworkScorer;
import org.cordon.participant.data.Table;

/** Scores tables with a trained model, inside the exchange. */
public final class ScoredRows {
    private ScoredRows() {}

    /** One score per row in [0, 1], as {@link Detector#score} gives it. */
    public static double[] of(Detector detector, Table raw) {
        Table picked = HistoryRows.of(raw, detector.features()).withFeatures(detector.features());
        double[] scores = new double[picked.rows()];
        float[] row = new float[picked.features()];
        for (int i = 0; i < scores.length; i++) {
            picked.copyRow(i, row, 0);
            scores[i] = detector.score(row);
        }
        return scores;
    }

    /** One score per row, as {@link NetworkScorer#score} gives it: a probability, or a reconstruction error. */
    public static double[] of(TrainedNetwork network, Table raw) {
        NetworkInputs inputs = network.inputs();
        Table picked = HistoryRows.of(raw, inputs.features()).withFeatures(inputs.features());
        NetworkScorer scorer = network.scorer();
        double[] scores = new double[picked.rows()];
        float[] row = new float[picked.features()];
        for (int i = 0; i < scores.length; i++) {
            picked.copyRow(i, row, 0);
            scores[i] = scorer.score(inputs.scale(row));
        }
        return scores;
    }
}
