// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

/** The logarithm of a sum of terms given by their logarithms. */
final class LogSum {
    private double greatest = Double.NEGATIVE_INFINITY;
    private double scaled;

    void add(double logTerm) {
        if (logTerm <= greatest) {
            scaled += StrictMath.exp(logTerm - greatest);
        } else {
            scaled = scaled * StrictMath.exp(greatest - logTerm) + 1;
            greatest = logTerm;
        }
    }

    double value() {
        return greatest == Double.NEGATIVE_INFINITY ? greatest : greatest + StrictMath.log(scaled);
    }
}
