// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Seeds for everything that is drawn in an experiment, all from the experiment's one seed: by purpose, and by round or exchange.
 *
 * <p>The finaliser of SplitMix64 (Steele, Lea and Flood 2014), chained; the same on every machine. Nothing secret derives from it.
 */
public final class Seeds {
    private Seeds() {}

    /** The seed for a purpose. */
    public static long of(long seed, String purpose, long... numbers) {
        long mixed = mix(seed);
        for (byte letter : purpose.getBytes(StandardCharsets.UTF_8)) {
            mixed = mix(mixed ^ letter);
        }
        for (long number : numbers) {
            mixed = mix(mixed ^ number);
        }
        return mixed;
    }

    /** Draws for a purpose. */
    public static SplittableRandom random(long seed, String purpose, long... numbers) {
        return new SplittableRandom(of(seed, purpose, numbers));
    }

    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
