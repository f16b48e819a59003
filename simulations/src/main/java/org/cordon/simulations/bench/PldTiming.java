// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import org.cordon.privacy.accountant.Composition;
import org.cordon.privacy.accountant.Mechanism;
import org.cordon.privacy.accountant.PldAccountant;

/** The time that the accountant of privacy loss distributions takes. */
final class PldTiming {
    private PldTiming() {}

    /** Epsilon of so many steps, add or remove one unit; what is timed. */
    static double epsilon(double noiseMultiplier, double samplingRate, int steps, double delta) {
        return new PldAccountant()
                .epsilon(Composition.of(new Mechanism.PoissonGaussian(noiseMultiplier, samplingRate), steps), delta)
                .epsilon();
    }
}
