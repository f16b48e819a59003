// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.attack;

import java.util.List;

/**
 * A little is enough: the honest mean less z standard deviations, coordinate by coordinate; small enough to hide among the
 * honest.
 *
 * <p>Source: Baruch et al. 2019, Algorithm 3.
 *
 * @param z how many standard deviations
 */
public record Alie(double z) implements Attack {
    public Alie {
        Vectors.require(z > 0 && z <= 100, "z must be in (0, 100]", z);
    }

    @Override
    public double[] update(Malice malice) {
        List<double[]> honest = malice.others();
        if (honest.isEmpty()) {
            return malice.honest();
        }
        double[] mean = Vectors.mean(honest);
        double[] deviation = Vectors.deviation(honest, mean);
        for (int k = 0; k < mean.length; k++) {
            mean[k] -= z * deviation[k];
        }
        return mean;
    }
}
