// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrivacyBenchTest {
    private final PrivacyBench bench = new PrivacyBench(1, 2);

    @Test
    void measuresNoiseStepsAndWhateverAccounts() {
        assertThat(bench.noiseMicros()).isBetween(0.0, 100.0);
        assertThat(bench.stepRatio()).isBetween(0.01, 100.0);
        assertThat(bench.pldMillis(() -> 1)).isBetween(0.0, 1000.0);
    }
}
