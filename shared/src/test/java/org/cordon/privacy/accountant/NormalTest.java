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

/** Against mpmath at 40 digits. */
class NormalTest {
    @ParameterizedTest
    @CsvSource({
        "-20, 2.7536241186062336951e-89",
        "-8, 6.2209605742717841235e-16",
        "-5, 2.8665157187919391167e-7",
        "-3, 0.0013498980316300945267",
        "-1.5, 0.066807201268858066004",
        "-1.4, 0.080756659233771059795",
        "-1, 0.15865525393145705141",
        "-0.5, 0.30853753872598689636",
        "0, 0.5",
        "0.25, 0.59870632568292372424",
        "2, 0.9772498680518207928"
    })
    void theDistributionFunctionIsExact(double x, double probability) {
        assertThat(Normal.cumulative(x)).isCloseTo(probability, withinPercentage(1e-12));
        assertThat(Normal.quantile(probability)).isCloseTo(x, within(1e-13 * (1 + Math.abs(x))));
    }

    @Test
    void quantilesAreOfProbabilities() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Normal.quantile(1))
                .withMessageContaining("below 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Normal.quantile(0))
                .withMessageContaining("above 0");
    }
}
