// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import java.util.Arrays;
import org.cordon.simulations.generator.Draws;

/** How a sum is cut into parts; the order of the parts is their order in time. */
public enum Shape {
    /** Parts alike within a tenth. */
    EVEN,
    /** The largest first, falling as 1 / rank. */
    FALLING,
    /** Log-normal with sigma 2.3, the largest first. */
    SPREAD;

    double[] cut(double total, int parts, Draws draws) {
        double[] cut = new double[parts];
        double sum = 0;
        for (int part = 0; part < parts; part++) {
            cut[part] = switch (this) {
                case EVEN -> draws.between(0.9, 1.1);
                case FALLING -> 1.0 / (part + 1) * draws.between(0.9, 1.1);
                case SPREAD -> draws.logNormal(1, 2.3);
            };
            sum += cut[part];
        }
        if (this == SPREAD) {
            Arrays.sort(cut);
            for (int part = 0; part < parts / 2; part++) {
                double small = cut[part];
                cut[part] = cut[parts - 1 - part];
                cut[parts - 1 - part] = small;
            }
        }
        for (int part = 0; part < parts; part++) {
            cut[part] *= total / sum;
        }
        return cut;
    }
}
