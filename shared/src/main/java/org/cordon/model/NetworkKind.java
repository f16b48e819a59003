// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

/** The kinds of network Cordon trains; a kind fixes the output layer and the loss. */
public enum NetworkKind {
    /** One sigmoid output, binary cross-entropy, labels 0 and 1. */
    MLP_CLASSIFIER(0),
    /** As many linear outputs as inputs, mean squared error between them; needs no labels. */
    AUTOENCODER(1),
    /** One linear output for each class, softmax cross-entropy, labels from 0 on. */
    SOFTMAX_CLASSIFIER(2),
    /**
     * One layer of LSTM over the last rows of a customer, then one sigmoid output; binary cross-entropy, labels 0 and 1. All else
     * of this list is dense.
     */
    SEQUENCE_CLASSIFIER(3);

    private final int code;

    NetworkKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static NetworkKind of(int code) {
        for (NetworkKind candidate : values()) {
            if (candidate.code == code) {
                return candidate;
            }
        }
        throw new MalformedEncoding("kind of network must be one of " + values().length + " codes, but was " + code);
    }
}
