// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.network;

import java.util.List;
import org.cordon.computation.Detector;
import org.cordon.model.NetworkScorer;

/** A classifier by its probability, on the grid of its logit; an autoencoder by the share e / (1 + e) of its error e, on that of log e. */
record NetworkDetector(NetworkInputs inputs, NetworkScorer scorer) implements Detector {
    @Override
    public List<String> features() {
        return inputs.features();
    }

    @Override
    public double score(float[] raw) {
        double score = scorer.score(inputs.scale(raw));
        return switch (inputs.spec().kind()) {
            case MLP_CLASSIFIER, SOFTMAX_CLASSIFIER, SEQUENCE_CLASSIFIER -> score;
            case AUTOENCODER -> score / (1 + score);
        };
    }

    @Override
    public double rank(float[] raw) {
        return scorer.rawScore(inputs.scale(raw));
    }

    @Override
    public double rankLimit() {
        return switch (inputs.spec().kind()) {
            case MLP_CLASSIFIER, SOFTMAX_CLASSIFIER, SEQUENCE_CLASSIFIER -> 16;
            case AUTOENCODER -> 20;
        };
    }
}
