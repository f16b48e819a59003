// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import org.cordon.model.NetworkKind;

/**
 * A public grid on raw scores: evenly spaced on a classifier's logit from -16 to 16, and on the logarithm of an
 * autoencoder's error from -20 to 20. A score beyond an end counts in the last bin there.
 *
 * @param kind of network
 * @param bins 2 and up
 */
public record ScoreGrid(NetworkKind kind, int bins) {
    /** The bin of a {@link org.cordon.model.NetworkScorer#rawScore}; bins ascend with the score. */
    public int bin(double rawScore) {
        if (Double.isNaN(rawScore)) {
            throw new IllegalArgumentException("score must be a number, but was NaN");
        }
        double limit = limit();
        double position = StrictMath.floor((rawScore + limit) / (2 * limit) * bins);
        return (int) Math.max(0, Math.min(bins - 1, position));
    }

    private double limit() {
        return switch (kind) {
            case MLP_CLASSIFIER, SOFTMAX_CLASSIFIER -> 16;
            case AUTOENCODER -> 20;
        };
    }
}
