// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Distributions and matrices against published or independently computed values. */
class NoiseTest {
    @ParameterizedTest
    @CsvSource({
        "0.25, 0.2150126750881385, 0.7865707070419479",
        "1, 0.9999997887677281, 0.3989422782668617",
        "16, 16, 0.09973557010035817",
        "40000, 40000, 0.0019947114020071634"
    })
    void discreteGaussian(double square, double variance, double atZero) {
        DiscreteGaussianNoise noise = new DiscreteGaussianNoise(Math.sqrt(square));
        assertThat(noise.variance()).isCloseTo(variance, withinPercentage(1e-11));
        assertThat(noise.probability(0)).isCloseTo(atZero, withinPercentage(1e-11));
        assertThat(noise.probability(-3)).isEqualTo(noise.probability(3));
    }

    @ParameterizedTest
    @CsvSource({"10, 0.5, 0.10513408906420446", "20, 4, 7.157179647609431e-17", "1, 4, 0"})
    void tauOfShares(int shares, double variance, double tau) {
        assertThat(new NoiseShares(shares, variance).tau()).isCloseTo(tau, withinPercentage(1e-8));
    }

    /** The bound on the ratio of probabilities, against the convolution itself. */
    @Test
    void tauBoundsTheSumOfShares() {
        DiscreteGaussianNoise share = new DiscreteGaussianNoise(Math.sqrt(0.6));
        DiscreteGaussianNoise one = new DiscreteGaussianNoise(Math.sqrt(1.2));
        double tau = new NoiseShares(2, 0.6).tau();
        for (int x = -4; x <= 4; x++) {
            double sum = 0;
            for (int y = -20; y <= 20; y++) {
                sum += share.probability(y) * share.probability(x - y);
            }
            assertThat(Math.abs(StrictMath.log(sum / one.probability(x)))).isLessThanOrEqualTo(tau);
        }
    }

    @Test
    void divergenceOfShares() {
        NoiseShares shares = new NoiseShares(10, 0.5);
        double tau = shares.tau();
        assertThat(shares.divergence(8, 1, 1, 1)).isCloseTo(4 / 5.0 + tau, within(1e-12));
        assertThat(new NoiseShares(20, 16).divergence(8, 1000, 100, 10)).isCloseTo(4 * 100 / 320.0, within(1e-12));
        assertThatIllegalArgumentException().isThrownBy(() -> shares.divergence(1, 1, 1, 1));
    }

    @Test
    void skellam() {
        assertThat(new SkellamNoise(4).divergence(2, 1)).isCloseTo(0.2457213156459, withinPercentage(1e-9));
        assertThat(new SkellamNoise(400).divergence(32, 2)).isCloseTo(0.15903483802897, withinPercentage(1e-9));
        assertThat(new SkellamNoise(4).bound(2, 1, 1)).isEqualTo(0.390625);
        assertThat(new SkellamNoise(10_000).bound(10, 3000, 100)).isCloseTo(5.00052, within(1e-12));
    }

    @Test
    void correlatedNoise() {
        assertThat(MatrixMechanisms.squareRootToeplitz(5, true)).containsExactly(1, -0.5, -0.125, -0.0625, -0.0390625);
        assertThat(MatrixMechanisms.squareRootToeplitz(4, false)).containsExactly(1, 0.5, 0.375, 0.3125);
        assertThat(new RdpAccountant(Orders.COMMON)
                        .epsilon(MatrixMechanisms.treeAggregation(1.13, 1600), 1e-6)
                        .epsilon())
                .isCloseTo(18.709609893772754, within(1e-6));
    }
}
