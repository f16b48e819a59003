// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.attack;

/**
 * The honest update with every sign turned; also called bit-flip (Karimireddy et al. 2022, section 6).
 *
 * @param factor by which it is stretched, above 0; 1 keeps its length
 */
public record SignFlip(double factor) implements Attack {
    public SignFlip {
        Vectors.require(factor > 0 && factor <= 1e6, "factor must be in (0, 1e6]", factor);
    }

    @Override
    public double[] update(Malice malice) {
        return Vectors.scaled(malice.honest(), -factor);
    }
}
