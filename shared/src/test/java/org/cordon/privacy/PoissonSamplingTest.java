// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import org.cordon.suite.SeededRandomness;
import org.junit.jupiter.api.Test;

class PoissonSamplingTest {
    @Test
    void theThresholdIsExact() {
        assertThat(PoissonSampling.ofRate(0.5).threshold()).isEqualTo(Long.MIN_VALUE);
        assertThat(PoissonSampling.ofRate(0x1p-64).threshold()).isEqualTo(1);
        assertThat(PoissonSampling.ofRate(Math.nextDown(1.0)).threshold()).isEqualTo(-1L << 11);
        assertThat(PoissonSampling.ofRate(0.001).rate()).isEqualTo(0.001);
        assertThat(PoissonSampling.ofRate(0.25).expected(1000)).isEqualTo(250);
        for (double bad : new double[] {0, 1, -0.1, 1.5, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PoissonSampling.ofRate(bad))
                    .withMessage("sampling rate must be above 0 and below 1, but was " + bad);
        }
    }

    @Test
    void decidesByTheWordAsANumberWithoutSign() {
        PoissonSampling sampling = PoissonSampling.ofRate(0.75);
        RandomWords words = RandomWords.forTesting(0, Long.MAX_VALUE, Long.MIN_VALUE, (3L << 62) - 1, 3L << 62, -1);
        boolean[] kept = new boolean[6];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = sampling.keeps(words);
        }
        assertThat(kept).containsExactly(true, true, true, true, false, false);
    }

    @Test
    void keepsAtItsRate() {
        RandomWords words = new RandomWords(SeededRandomness.forTesting(9));
        for (double rate : new double[] {0.001, 0.1, 0.9}) {
            PoissonSampling sampling = PoissonSampling.ofRate(rate);
            int kept = 0;
            for (int i = 0; i < 1_000_000; i++) {
                kept += sampling.keeps(words) ? 1 : 0;
            }
            // Five standard errors: beyond them by chance in 6 of 10^7 tests.
            assertThat(kept / 1e6).isCloseTo(rate, offset(5 * Math.sqrt(rate * (1 - rate) / 1e6)));
        }
    }
}
