// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RdpAccountantTest {
    private static final RdpAccountant RDP = new RdpAccountant();
    private static final RdpAccountant COMMON = new RdpAccountant(Orders.COMMON);

    /** Quadrature by mpmath at 40 digits; the series with its signs dropped is 3 per cent high in the first row. */
    @ParameterizedTest
    @CsvSource({
        "2.5, 0.01, 1.5, 1.3001417943760794e-5",
        "2.5, 0.01, 2.5, 2.1708361138362485e-5",
        "1, 0.1, 1.1, 0.0080985684680738378",
        "0.5, 0.2, 3.7, 5.194586645409839",
        "4, 0.00001, 12.5, 4.0309315661010344e-11",
        "0.8, 0.001, 20.5, 8.7536258606187405",
        "10, 0.5, 100.25, 0.16586730676951675",
        "2, 0.1, 12.5, 0.026439430488702415",
        "1, 0.01, 8, 0.0008936439076060829"
    })
    void divergencesOfTheSampledGaussian(double multiplier, double rate, double order, double expected) {
        assertThat(RDP.divergence(sampled(multiplier, rate, 1), order)).isCloseTo(expected, withinPercentage(1e-8));
    }

    @ParameterizedTest
    @CsvSource({"10, 1.5, 0.0072474853893285342", "1, 32, 0.97814842504542561"})
    void divergencesOfLaplace(double scale, double order, double expected) {
        Composition laplace = Composition.of(new Mechanism.Laplace(scale), 1);
        assertThat(RDP.divergence(laplace, order)).isCloseTo(expected, withinPercentage(1e-8));
    }

    @Test
    void fractionalOrdersLieBetweenIntegersAlsoWithHardlyAnyNoise() {
        for (double multiplier : new double[] {0.01, 0.02, 0.3, 5}) {
            double below = RDP.divergence(sampled(multiplier, 0.1, 1), 3);
            double between = RDP.divergence(sampled(multiplier, 0.1, 1), 3.5);
            double above = RDP.divergence(sampled(multiplier, 0.1, 1), 4);
            assertThat(between).isBetween(below, above);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.5, 0.04, 2250, 1e-5, 1.1..10.9 step .1 + 12..63, 7.32911117143, 3.9",
        "4.530877117, 1, 1, 1e-6, 1.9..30 step .001, 1.0, 21.985"
    })
    void sameOrdersSameEpsilon(
            double multiplier, double rate, long steps, double delta, String orders, double expected, double order) {
        PrivacyGuarantee stated =
                new RdpAccountant(Orders.parse(orders)).epsilon(sampled(multiplier, rate, steps), delta);
        assertThat(stated.epsilon()).isCloseTo(expected, within(1e-8));
        assertThat(stated.order()).hasValue(order);
    }

    @ParameterizedTest
    @CsvSource({"1.3, 0.0025, 6000, 1e-5, 0.7242234026109595", "0.7, 1, 2, 1e-5, 10.8602036"})
    void commonOrdersAreThoseOfOtherLibraries(
            double multiplier, double rate, long steps, double delta, double expected) {
        Composition releases = sampled(multiplier, rate, steps);
        assertThat(COMMON.epsilon(releases, delta).epsilon()).isCloseTo(expected, within(1e-7));
        assertThat(RDP.epsilon(releases, delta).epsilon()).isLessThanOrEqualTo(expected + 1e-7);
    }

    /** Capping the orders costs a factor of two here, and the conversion as a whole a factor of six. */
    @Test
    void ordersReachFarEnough() {
        Composition releases = sampled(3, 0.001, 100);
        double capped =
                new RdpAccountant(Orders.parse("2..63")).epsilon(releases, 1e-6).epsilon();
        double dense = RDP.epsilon(releases, 1e-6).epsilon();
        double tight = new PldAccountant().epsilon(releases, 1e-6).epsilon();
        assertThat(capped).isCloseTo(0.140, within(1e-3));
        assertThat(dense).isCloseTo(0.066, within(1e-3));
        assertThat(tight).isCloseTo(0.011, within(1e-3));
        assertThat(Orders.DENSE.values()).contains(1.1, 2.0, 63.0, 2048.0).containsAll(Orders.COMMON.values());
    }

    @Test
    void theConversionIsTheTightOne() {
        Orders orders = Orders.parse("2..32");
        PrivacyGuarantee stated = RdpAccountant.epsilon(order -> 1.1, orders, 1e-5);
        assertThat(stated.epsilon()).isCloseTo(1.32783806176, within(1e-10));
        assertThat(stated.order()).hasValue(32);
        assertThat(RdpAccountant.delta(order -> 1.1, orders, stated.epsilon())).isCloseTo(1e-5, within(1e-15));
        assertThat(RdpAccountant.epsilon(order -> 1e-12, orders, 1e-5).epsilon())
                .as("total variation is below delta")
                .isZero();
    }

    @Test
    void discreteNoiseIsChargedLikeTheGaussianAtIntegerOrdersOnly() {
        Composition discrete = Composition.of(new Mechanism.PoissonDiscreteGaussian(20, 10, 0.01), 100);
        assertThat(RDP.divergence(discrete, 7)).isEqualTo(RDP.divergence(sampled(2, 0.01, 100), 7));
        assertThat(RDP.epsilon(discrete, 1e-6).order().orElseThrow())
                .satisfies(order -> assertThat(order % 1).isZero());
        assertThatThrownBy(() -> RDP.divergence(discrete, 7.5)).isInstanceOf(AccountantRefused.class);
        Composition truncated = Composition.of(new Mechanism.DiscreteGaussian(2, 1, 5), 1);
        assertThatThrownBy(() -> RDP.epsilon(truncated, 1e-6))
                .isInstanceOf(AccountantRefused.class)
                .hasMessageContaining("truncated at 5");
    }

    /** For the sum over the lattice itself, with a shift that is no multiple of anything. */
    @Test
    void theLatticeSumsOfDiscreteNoiseCancel() {
        double sigma = 1.3;
        int order = 5;
        DiscreteGaussianNoise noise = new DiscreteGaussianNoise(sigma);
        double moment = 0;
        for (int x = -60; x <= 60; x++) {
            double base = noise.probability(x);
            if (base > 0) {
                double ratio = 0.75 + 0.25 * noise.probability(x - 2) / base;
                moment += base * StrictMath.pow(ratio, order);
            }
        }
        Composition discrete = Composition.of(new Mechanism.PoissonDiscreteGaussian(sigma, 2, 0.25), 1);
        assertThat(RDP.divergence(discrete, order))
                .isCloseTo(StrictMath.log(moment) / (order - 1), withinPercentage(1e-8));
    }

    @Test
    void moreNoiseLessSamplingFewerStepsCostLess() {
        double base = epsilon(1, 0.01, 1000);
        assertThat(epsilon(1.1, 0.01, 1000)).isLessThan(base);
        assertThat(epsilon(1, 0.009, 1000)).isLessThan(base);
        assertThat(epsilon(1, 0.01, 900)).isLessThan(base);
    }

    @Test
    void ordersAreReadAndChecked() {
        assertThat(Orders.parse("2, 4..8 step 2 + 1.5; 32").values()).isEqualTo(List.of(1.5, 2.0, 4.0, 6.0, 8.0, 32.0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Orders.parse("2..x"))
                .withMessageContaining("but one is 2..x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Orders.parse("1..1e3"))
                .withMessageContaining("orders");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Orders(List.of(3.0, 2.0)))
                .withMessageContaining("ascending");
    }

    private static double epsilon(double multiplier, double rate, long steps) {
        return RDP.epsilon(sampled(multiplier, rate, steps), 1e-6).epsilon();
    }

    private static Composition sampled(double multiplier, double rate, long steps) {
        return Composition.of(new Mechanism.PoissonGaussian(multiplier, rate), steps);
    }
}
