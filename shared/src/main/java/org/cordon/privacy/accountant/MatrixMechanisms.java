// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

/** Correlated noise for sums over time; to compare with: Cordon's noise is fresh in each release. */
public final class MatrixMechanisms {
    private MatrixMechanisms() {}

    /**
     * Tree aggregation over steps in which every unit takes part once: a unit is in one node of each level, so the whole
     * costs as many Gaussian releases as the tree has levels (Kairouz et al. 2021, appendix D).
     *
     * @param noiseMultiplier of each node
     * @param steps leaves of the tree, at least 1
     */
    public static Composition treeAggregation(double noiseMultiplier, long steps) {
        Parameters.requireReleases(steps);
        int levels = 64 - Long.numberOfLeadingZeros(steps);
        return Composition.of(new Mechanism.Gaussian(noiseMultiplier), levels);
    }

    /**
     * The first {@code length} coefficients of the square root of the matrix of prefix sums, {@code (1-x)^-1/2}
     * (Fichtenberger, Henzinger and Upadhyay 2023), or of its inverse {@code (1-x)^1/2}, which correlates the noise.
     */
    public static double[] squareRootToeplitz(int length, boolean inverse) {
        Parameters.requireAtLeastOne("length", length);
        double[] coefficients = new double[length];
        coefficients[0] = 1;
        double offset = inverse ? -1.5 : -0.5;
        for (int k = 1; k < length; k++) {
            coefficients[k] = coefficients[k - 1] * (k + offset) / k;
        }
        return coefficients;
    }
}
