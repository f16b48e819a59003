// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

/** A parameter became infinite or NaN in training. */
public final class TrainingDiverged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrainingDiverged(int parameter, float value) {
        super("parameter " + parameter + " must stay finite in training, but was " + value
                + "; lower the learning rate or scale the features");
    }

    /** By a trainer that says itself where. */
    public TrainingDiverged(String sentence) {
        super(sentence);
    }
}
