// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

/**
 * Noise that is the sum of independent discrete Gaussians, one from each party (Kairouz, Liu and Steinke 2021).
 *
 * <p>Such a sum is nearly, not exactly, one discrete Gaussian with {@code shares * variance}.
 *
 * @param shares how many parties add noise, at least 1
 * @param variance the parameter {@code sigma^2} of each share
 */
public record NoiseShares(int shares, double variance) {
    public NoiseShares {
        Parameters.requireAtLeastOne("shares", shares);
        if (!(variance >= 1e-6 && variance <= 1e18)) {
            throw new IllegalArgumentException("variance must be in [1e-6, 1e18], but was " + variance);
        }
    }

    /**
     * The most by which the logarithm of a probability differs between the sum and the one discrete Gaussian: {@code tau = 10
     * sum_k exp(-2 pi^2 sigma^2 k / (k+1))} over {@code k} from 1 to {@code shares - 1} (theorem 5).
     */
    public double tau() {
        double sum = 0;
        for (int k = shares - 1; k >= 1; k--) {
            sum += StrictMath.exp(-2 * Math.PI * Math.PI * variance * (k / (k + 1.0)));
        }
        return 10 * sum;
    }

    /**
     * Bounds the Rényi divergence of one release without sampling (proposition 14).
     *
     * @param order above 1
     * @param coordinates the length of the vector
     * @param l1 L1 sensitivity, on the scale of the noise
     * @param l2 L2 sensitivity, on the scale of the noise
     */
    public double divergence(double order, long coordinates, double l1, double l2) {
        if (!(order > 1) || coordinates < 1 || !(l1 > 0) || !(l2 > 0)) {
            throw new IllegalArgumentException("order must be above 1, coordinates, l1 and l2 above 0, but were "
                    + order + ", " + coordinates + ", " + l1 + ", " + l2);
        }
        double tau = tau();
        double deviation = Math.sqrt(shares * variance);
        double near = l2 / deviation;
        double added = order / 2 * near * near + tau * coordinates;
        double crossed = order / 2 * (near * near + 2 * l1 / deviation * tau + tau * tau * coordinates);
        double root = near + Math.sqrt((double) coordinates) * tau;
        return Math.min(added, Math.min(crossed, order / 2 * root * root));
    }
}
