// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.attack;

import java.util.SplittableRandom;

/**
 * Gaussian noise in the place of an update.
 *
 * @param deviation of each coordinate, above 0
 */
public record Noise(double deviation) implements Attack {
    public Noise {
        Vectors.require(deviation > 0 && deviation <= 1e6, "deviation must be in (0, 1e6]", deviation);
    }

    @Override
    public double[] update(Malice malice) {
        SplittableRandom random = malice.random();
        double[] noise = new double[malice.parameters().length];
        for (int k = 0; k < noise.length; k++) {
            noise[k] = deviation * Vectors.normal(random);
        }
        return noise;
    }
}
