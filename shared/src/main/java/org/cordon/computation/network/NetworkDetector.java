// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.network;

import java.util.List;
import org.cordon.computation.Detector;
import org.cordon.computation.scaling.Scaler;
import org.cordon.model.NetworkKind;
import org.cordon.model.NetworkScorer;

/** A classifier by its probability, on the grid of its logit; an autoencoder by the share e / (1 + e) of its error e, on that of log e. */
record NetworkDetector(Scaler scaler, NetworkScorer scorer, NetworkKind kind) implements Detector {
    @Override
    public List<String> features() {
        return scaler.features();
    }

    @Override
    public double score(float[] raw) {
        double score = scorer.score(scaler.scale(raw));
        return switch (kind) {
            case MLP_CLASSIFIER, SOFTMAX_CLASSIFIER -> score;
            case AUTOENCODER -> score / (1 + score);
        };
    }

    @Override
    public double rank(float[] raw) {
        return scorer.rawScore(scaler.scale(raw));
    }

    @Override
    public double rankLimit() {
        return switch (kind) {
            case MLP_CLASSIFIER, SOFTMAX_CLASSIFIER -> 16;
            case AUTOENCODER -> 20;
        };
    }
}
