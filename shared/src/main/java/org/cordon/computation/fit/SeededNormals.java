// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.fit;

import java.util.SplittableRandom;

/**
 * Numbers drawn from a public seed, the same on every machine: the draws of {@link SplittableRandom}, whose algorithm is fixed by its
 * specification, turned by {@link StrictMath}.
 *
 * <p><b>Does not check</b> nor keep any secret: whoever knows the seed knows the numbers.
 */
public final class SeededNormals {
    private final SplittableRandom random;

    public SeededNormals(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** A number in [0, 1) in steps of 2^-53. */
    public double uniform() {
        return (random.nextLong() >>> 11) * 0x1.0p-53;
    }

    /** An index below {@code bound}, with a bias of at most bound times 2^-53. */
    public int below(int bound) {
        return (int) (uniform() * bound);
    }

    /** From the normal distribution with mean 0 and variance 1 (Box and Muller 1958, one of the two). */
    public double normal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
        return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
    }
}
