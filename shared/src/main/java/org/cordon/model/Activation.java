// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

/** What a hidden layer applies to its weighted sums. */
public enum Activation {
    RELU(0),
    TANH(1);

    private final int code;

    Activation(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Activation of(int code) {
        for (Activation candidate : values()) {
            if (candidate.code == code) {
                return candidate;
            }
        }
        throw new MalformedEncoding("activation must be one of " + values().length + " codes, but was " + code);
    }
}
