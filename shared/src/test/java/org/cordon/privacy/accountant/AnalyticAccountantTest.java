// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalyticAccountantTest {
    private static final AnalyticAccountant ANALYTIC = new AnalyticAccountant();

    @ParameterizedTest
    @CsvSource({
        "1, 4, 4.7122412007931199e-5",
        "100, 0.01, 0.00083732426747734233",
        "0.1, 100, 1.8797170020519157e-7",
        "10000, 0.0001, 8.3319636399252096e-6",
        "1, 20, 2.6647067053654977e-86"
    })
    void deltaIsExactAndNeverBelow(double multiplier, double epsilon, double delta) {
        double stated = ANALYTIC.delta(gaussian(multiplier, 1), epsilon);
        assertThat(stated).isCloseTo(delta, withinPercentage(1e-7)).isGreaterThanOrEqualTo(delta);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1e-5, 4.377178095681133",
        "2, 1e-6, 2.254084650219736",
        "0.7856742013183862, 1e-10, 8.54891702839066"
    })
    void epsilonIsThatOfBalleAndWang(double multiplier, double delta, double epsilon) {
        PrivacyGuarantee stated = ANALYTIC.epsilon(gaussian(multiplier, 1), delta);
        assertThat(stated.epsilon()).isCloseTo(epsilon, within(1e-10));
        assertThat(stated.accountant()).isEqualTo("analytic");
        assertThat(stated.order()).isEmpty();
        assertThat(ANALYTIC.delta(gaussian(multiplier, 1), stated.epsilon())).isLessThanOrEqualTo(delta);
    }

    @Test
    void manyGaussiansAreOne() {
        assertThat(ANALYTIC.delta(gaussian(Math.sqrt(3), 3), 1)).isCloseTo(0.12693674, within(1e-8));
        Composition mixed = gaussian(10, 50).plus(new Mechanism.Gaussian(5), 50);
        assertThat(ANALYTIC.delta(mixed, 4)).isCloseTo(0.01645567286410897, within(1e-13));
    }

    @Test
    void nothingCostsNothingAndLittleCostsZero() {
        assertThat(ANALYTIC.epsilon(Composition.NONE, 1e-6).epsilon()).isZero();
        assertThat(ANALYTIC.delta(Composition.NONE, 0)).isZero();
        assertThat(ANALYTIC.epsilon(gaussian(1e9, 1), 1e-6).epsilon()).isZero();
    }

    @Test
    void otherMechanismsAreRefused() {
        Composition sampled = Composition.of(new Mechanism.PoissonGaussian(1, 0.1), 3);
        assertThatThrownBy(() -> ANALYTIC.epsilon(sampled, 1e-6))
                .isInstanceOfSatisfying(AccountantRefused.class, refused -> {
                    assertThat(refused.sentence()).contains("Poisson-subsampled Gaussian");
                    assertThat(refused.mend()).contains("pld");
                });
        assertThatThrownBy(() -> ANALYTIC.epsilon(gaussian(1, 2_000_000), 1e-6))
                .isInstanceOf(AccountantRefused.class)
                .hasMessageContaining("at least 0.001");
    }

    private static Composition gaussian(double multiplier, long count) {
        return Composition.of(new Mechanism.Gaussian(multiplier), count);
    }
}
