// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScalerTest {
    private static final Scaler SCALER =
            Scaler.of(List.of("amount", "balance"), new double[] {Math.log1p(100), 0}, new double[] {0.5, 1});

    @Test
    void medianAndMissingBecomeZero() {
        assertThat(SCALER.scale(new float[] {100, Float.NaN})).containsExactly(0f, 0f);
        assertThat(SCALER.scale(0, (float) (101 * Math.exp(0.5) - 1))).isCloseTo(1f, within(1e-5f));
        assertThat(SCALER.scale(1, -9)).isCloseTo((float) -Math.log(10), within(1e-6f));
    }

    @Test
    void everyFloatStaysWithinTheClamp() {
        assertThat(SCALER.scale(new float[] {Float.MAX_VALUE, -Float.MAX_VALUE}))
                .containsExactly(8f, -8f);
        assertThat(Math.abs(Scaler.transform(Float.MAX_VALUE))).isLessThan(QuantileCounts.LIMIT);
    }

    @Test
    void refusesWhatCannotScale() {
        assertThatThrownBy(() -> Scaler.of(List.of("a"), new double[] {0}, new double[] {0}))
                .hasMessage("median must be finite and spread above 0, but were 0.0 and 0.0 for a");
        assertThatThrownBy(() -> SCALER.scale(new float[1])).hasMessage("row must have 2 features, but had 1");
        assertThatThrownBy(() -> ScalingPlan.of(List.of("a", "a"), 10))
                .hasMessage("feature names must be distinct, but was [a, a]");
    }
}
