// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

/** The optimiser of local steps. */
public enum LocalOptimiser {
    /** Plain stochastic gradient descent. */
    SGD(0),
    /** Adam (Kingma and Ba 2015), beta1 0.9, beta2 0.999, epsilon 1e-8, moments starting at zero each round. */
    ADAM(1);

    private final int code;

    LocalOptimiser(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static LocalOptimiser of(int code) {
        for (LocalOptimiser candidate : values()) {
            if (candidate.code == code) {
                return candidate;
            }
        }
        throw new MalformedEncoding("local optimiser must be one of " + values().length + " codes, but was " + code);
    }
}
