// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import java.util.Random;

/** Reproducible bytes from a seed, not secure: lives in test scope, so that no program can be wired with it. */
public final class SeededRandomness implements Randomness {
    private final Random random;

    private SeededRandomness(long seed) {
        this.random = new Random(seed);
    }

    /** The one way to get it; equal seeds give equal bytes. */
    public static Randomness forTesting(long seed) {
        return new SeededRandomness(seed);
    }

    @Override
    public synchronized void nextBytes(byte[] target) {
        random.nextBytes(target);
    }
}
