// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.privacy;

import java.util.SplittableRandom;
import org.cordon.suite.Randomness;

/** The same bytes for the same seed: for simulations only, as a seed that is known hides nothing. */
final class SeededRandomness implements Randomness {
    private final SplittableRandom random;

    SeededRandomness(long seed) {
        this.random = new SplittableRandom(seed);
    }

    @Override
    public synchronized void nextBytes(byte[] target) {
        random.nextBytes(target);
    }
}
