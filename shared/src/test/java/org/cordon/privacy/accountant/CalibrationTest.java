// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationTest {
    private static final PldAccountant PLD = new PldAccountant();

    @ParameterizedTest
    @CsvSource({
        "50000, 488, 1, 1e-6, 2.12",
        "50000, 488, 3, 1e-6, 1.04",
        "50000, 488, 8, 1e-6, 0.695",
        "1000000, 5000, 1, 1e-7, 0.80",
        "1000000, 5000, 3, 1e-7, 0.625",
        "1000000, 5000, 8, 1e-7, 0.472"
    })
    void noiseForTheDesignsTasks(double customers, long steps, double epsilon, double delta, double expected) {
        double rate = 1024 / customers;
        Calibration.Calibrated found = new Calibration(PLD).poissonGaussian(rate, steps, epsilon, delta);
        assertThat(found.noiseMultiplier()).isCloseTo(expected, within(2e-3));
        assertThat(found.guarantee().epsilon()).isLessThanOrEqualTo(epsilon).isCloseTo(epsilon, within(1e-5));
        Composition less =
                Composition.of(new Mechanism.PoissonGaussian(found.noiseMultiplier() * (1 - 1e-6), rate), steps);
        assertThat(PLD.epsilon(less, delta).epsilon()).isGreaterThan(epsilon);
    }

    @Test
    void publishedCalibrations() {
        assertThat(new Calibration(new RdpAccountant(Orders.COMMON))
                        .poissonGaussian(0.04, 2250, 8, 1e-5)
                        .noiseMultiplier())
                .isBetween(1.406, 1.41605);
        assertThat(new Calibration(PLD).poissonGaussian(0.01, 1, 1, 1e-5).noiseMultiplier())
                .isCloseTo(0.67379294682, within(1e-6));
        assertThat(new Calibration(new AnalyticAccountant())
                        .poissonGaussian(1, 1, 4.377178095681133, 1e-5)
                        .noiseMultiplier())
                .isCloseTo(1, within(1e-6));
    }

    @Test
    void otherMechanismsToo() {
        Calibration.Calibrated found = new Calibration(PLD)
                .noiseMultiplier(scale -> Composition.of(new Mechanism.Laplace(scale), 100), 4.692667439359203, 1e-6);
        assertThat(found.noiseMultiplier()).isCloseTo(10, within(1e-5));
    }

    @Test
    void targetsThatAreEasyOrOutOfReach() {
        Calibration.Calibrated least = new Calibration(new AnalyticAccountant()).poissonGaussian(1, 1, 1e5, 1e-6);
        assertThat(least.noiseMultiplier()).isEqualTo(0.01);
        assertThat(least.guarantee().epsilon()).isLessThan(1e5);
        assertThatThrownBy(() -> new Calibration(new RdpAccountant()).poissonGaussian(1, 1, 1e-9, 1e-100))
                .isInstanceOf(AccountantRefused.class)
                .hasMessageContaining("no noise multiplier");
        assertThatIllegalArgumentException().isThrownBy(() -> new Calibration(PLD).poissonGaussian(1, 1, 0, 1e-6));
    }
}
