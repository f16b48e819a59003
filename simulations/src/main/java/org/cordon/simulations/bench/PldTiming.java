// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

/** The time that the accountant of privacy loss distributions takes. */
final class PldTiming {
    private PldTiming() {}

    /** Epsilon of so many steps, add or remove one unit; what is timed. */
    static double epsilon(double noiseMultiplier, double samplingRate, int steps, double delta) {
        throw new UnsupportedOperationException(
                "the accountant of privacy loss distributions must be called here, but is not part of this build");
    }
}
