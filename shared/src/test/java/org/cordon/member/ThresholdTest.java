// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdTest {
    @Test
    void everySizeKeepsTheInequalitiesOfTheProtocol() {
        IntStream.rangeClosed(1, 255).mapToObj(Threshold::new).forEach(threshold -> {
            int n = threshold.members();
            int f = threshold.maxFaulty();
            int t = threshold.threshold();
            assertThat(2 * t).as("2t > N + f for N = %d", n).isGreaterThan(n + f);
            assertThat(n - f).as("N - f >= t for N = %d", n).isGreaterThanOrEqualTo(t);
            assertThat(t - f).as("t - f >= f + 1 for N = %d", n).isGreaterThanOrEqualTo(f + 1);
        });
    }

    /** The definitions of docs/protocol.md in real arithmetic, against the integer arithmetic in code. */
    @Test
    void everySizeEqualsTheDefinition() {
        IntStream.rangeClosed(1, 255).mapToObj(Threshold::new).forEach(threshold -> {
            int n = threshold.members();
            assertThat(threshold.maxFaulty()).isEqualTo((int) Math.ceil(n / 3.0) - 1);
            assertThat(threshold.threshold()).isEqualTo((int) Math.floor(2.0 * n / 3.0) + 1);
            assertThat(threshold.dropOutsSurvived()).isEqualTo(n - threshold.threshold());
            assertThat(threshold.witnessQuorum()).isEqualTo(threshold.threshold());
            assertThat(threshold.honest()).isEqualTo(threshold.threshold() - threshold.maxFaulty());
        });
    }

    @ParameterizedTest
    @CsvSource({"3, 0, 3, 0, 3", "4, 1, 3, 1, 2", "5, 1, 4, 1, 3", "10, 3, 7, 3, 4", "100, 33, 67, 33, 34"})
    void knownSizes(int n, int f, int t, int dropOuts, int honest) {
        Threshold threshold = new Threshold(n);
        assertThat(threshold.maxFaulty()).isEqualTo(f);
        assertThat(threshold.threshold()).isEqualTo(t);
        assertThat(threshold.dropOutsSurvived()).isEqualTo(dropOuts);
        assertThat(threshold.honest()).isEqualTo(honest);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 256, Integer.MAX_VALUE})
    void otherSizesAreRefused(int n) {
        assertThatThrownBy(() -> new Threshold(n))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("members must be in [1, 255], but was " + n);
    }
}
