// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.stream.IntStream;
import org.cordon.privacy.accountant.Normal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the values that jax_privacy's tests hold, on normal quantiles with a shift. */
class OneRunAuditTest {
    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 1.13346, 2.164749", "2, 2.311945, 4.7218075", "4, 4.395568, 9.133752"})
    void boundsOfShiftedScores(double shift, double any, double gaussian) {
        OneRunAudit audit = new OneRunAudit(quantiles(10_000, shift), quantiles(10_000, 0));
        assertThat(audit.epsilon(0.05, 1e-6)).isCloseTo(any, withinPercentage(1e-3));
        assertThat(audit.epsilonOfGaussian(0.05, 1e-6)).isCloseTo(gaussian, withinPercentage(1e-3));
    }

    @Test
    void theBinomialTailIsThatOfItsSum() {
        Binomial guesses = new Binomial(10, 0.7);
        assertThat(guesses.atLeast(0)).isCloseTo(1, within(1e-14));
        assertThat(guesses.atLeast(8)).isCloseTo(0.3827827864, within(1e-12));
        assertThat(guesses.oneRun(8, 0)).isCloseTo(0.3827827864, within(1e-12));
        // The count below, 7, has probability 0.266827932: the greatest mean.
        assertThat(guesses.oneRun(8, 0.1)).isCloseTo(0.3827827864 + 0.0266827932, within(1e-12));
    }

    @Test
    void scoresAndProbabilitiesAreChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> new OneRunAudit(new double[0], new double[1]));
        OneRunAudit audit = new OneRunAudit(new double[] {1}, new double[] {0});
        assertThatIllegalArgumentException().isThrownBy(() -> audit.epsilon(0, 1e-6));
        assertThat(audit.epsilon(0.05, 1e-6)).isZero();
    }

    private static double[] quantiles(int count, double shift) {
        return IntStream.range(0, count)
                .mapToDouble(i -> Normal.quantile((i + 0.5) / count) + shift)
                .toArray();
    }
}
