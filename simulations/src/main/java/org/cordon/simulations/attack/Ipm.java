// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.attack;

import java.util.List;

/**
 * Inner product manipulation: the honest mean, turned round and stretched.
 *
 * <p>Source: Xie et al. 2020, "Fall of Empires", section 3.
 *
 * @param epsilon the stretch, above 0
 */
public record Ipm(double epsilon) implements Attack {
    public Ipm {
        Vectors.require(epsilon > 0 && epsilon <= 1e6, "epsilon must be in (0, 1e6]", epsilon);
    }

    @Override
    public double[] update(Malice malice) {
        List<double[]> honest = malice.others();
        return Vectors.scaled(honest.isEmpty() ? malice.honest() : Vectors.mean(honest), -epsilon);
    }
}
