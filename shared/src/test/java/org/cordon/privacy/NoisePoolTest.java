// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.cordon.suite.SeededRandomness;
import org.junit.jupiter.api.Test;

class NoisePoolTest {
    @Test
    void givesOutEachDrawOnceAndInOrder() {
        long[] expected = new long[5];
        sampler().fill(expected);
        NoisePool pool = NoisePool.draw(sampler(), 5);
        long[] first = {10, 20, 30};
        pool.addTo(first);
        assertThat(first).containsExactly(10 + expected[0], 20 + expected[1], 30 + expected[2]);
        assertThat(pool.left()).isEqualTo(2);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> pool.addTo(first))
                .withMessage(
                        "noise for 3 values was asked for, but the pool has 2 of 5 left: noise is used once, so draw a"
                                + " new pool");
        assertThat(first).as("untouched").containsExactly(10 + expected[0], 20 + expected[1], 30 + expected[2]);
        long[] second = new long[2];
        pool.addTo(second);
        assertThat(second).containsExactly(expected[3], expected[4]);
    }

    @Test
    void closedItGivesNothingAndNeverPrints() {
        NoisePool pool = NoisePool.draw(sampler(), 5);
        pool.close();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> pool.addTo(new long[1]));
        assertThat(pool).hasToString("NoisePool");
    }

    private static DiscreteGaussian sampler() {
        return new DiscreteGaussian(1 << 20, SeededRandomness.forTesting(4));
    }
}
