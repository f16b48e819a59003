// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.attack;

import java.util.SplittableRandom;

/**
 * Gives nothing and takes the model: sends the last round's update again, with noise so that it does not show.
 *
 * <p>Source: Fraboni et al. 2021, "Free-rider Attacks on Model Aggregation", disguised form.
 *
 * @param noise standard deviation, as a share of the last update's root mean square; 0 for none
 */
public record FreeRider(double noise) implements Attack {
    public FreeRider {
        Vectors.require(noise >= 0 && noise <= 100, "noise must be in [0, 100]", noise);
    }

    @Override
    public double[] update(Malice malice) {
        double[] again = malice.previous();
        double size = Math.sqrt(Vectors.squaredNorm(again) / Math.max(1, again.length));
        SplittableRandom random = malice.random();
        for (int k = 0; k < again.length; k++) {
            again[k] += noise * size * Vectors.normal(random);
        }
        return again;
    }
}
