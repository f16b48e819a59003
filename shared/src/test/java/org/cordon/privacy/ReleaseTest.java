// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReleaseTest {
    private static Release sampled(double rate) {
        return new Release(1L << 40, 3_000_000, PoissonSampling.ofRate(rate).threshold());
    }

    @Test
    void aPersonWithSeveralAccountsIsMoreExposedAndMoreOftenThere() {
        Release three = sampled(0.01).ofPerson(3);
        assertThat(three.multiplierMicro()).isEqualTo(1_000_000);
        assertThat(three.samplingRate()).isCloseTo(1 - Math.pow(0.99, 3), within(1e-15));
        assertThat(three.samplingRate()).isGreaterThanOrEqualTo(1 - Math.pow(0.99, 3));
        assertThat(sampled(0.01).ofPerson(1)).isEqualTo(sampled(0.01));
        assertThat(Release.ofAll(4, 3_000_001).ofPerson(3)).isEqualTo(Release.ofAll(4, 1_000_000));
        Release tiny = new Release(1, 1_000_000, 1);
        assertThat(tiny.ofPerson(3).samplingThreshold()).isEqualTo(3);
        assertThat(new Release(1, 1_000_000, -1L).ofPerson(2).samplingThreshold())
                .as("all but never absent counts as always there")
                .isZero();
    }

    @Test
    void theSamplingRateIsNeverUnderstated() {
        assertThat(new Release(1, 1, 1).samplingRate()).isGreaterThan(0x1p-64).isLessThan(0x1.1p-64);
        assertThat(Release.ofAll(1, 1).samplingRate()).isEqualTo(1);
        assertThat(Release.ofAll(1, 1).isSampled()).isFalse();
    }

    @Test
    void whatIsOutOfRangeIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Release.ofAll(0, 1))
                .withMessage("sensitivitySquared must be in [1, 4611686018427387904], but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Release.ofAll(1, 0))
                .withMessage("multiplierMicro must be in [1, 10000000000], but was 0");
    }
}
