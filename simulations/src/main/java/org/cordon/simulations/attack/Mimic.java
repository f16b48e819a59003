// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.attack;

import java.util.List;

/**
 * Every attacker copies one honest exchange, so that this one counts too much. Nobody can tell the copies from the honest.
 *
 * <p>Source: Karimireddy et al. 2022, section 3.2. The one is that whose update is furthest from the mean of all, found anew each round;
 * the paper searches the direction of largest variance over the first rounds.
 */
public record Mimic() implements Attack {
    @Override
    public double[] update(Malice malice) {
        List<double[]> honest = malice.others();
        if (honest.isEmpty()) {
            return malice.honest();
        }
        double[] mean = Vectors.mean(honest);
        double[] furthest = honest.get(0);
        for (double[] candidate : honest) {
            if (Vectors.squaredDistance(candidate, mean) > Vectors.squaredDistance(furthest, mean)) {
                furthest = candidate;
            }
        }
        return furthest.clone();
    }
}
