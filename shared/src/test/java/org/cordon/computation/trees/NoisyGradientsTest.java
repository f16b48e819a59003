// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.trees;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.cordon.computation.NoisyCounts;
import org.cordon.privacy.UnitBound;
import org.junit.jupiter.api.Test;

class NoisyGradientsTest {
    private static final NoisyCounts NOISE = new NoisyCounts(UnitBound.RECORD, 1_000_000);

    private static void isTheRootRoundedDown(int features, double positiveWeight) {
        Gradients gradients = new Gradients(positiveWeight);
        BigInteger square = BigInteger.valueOf(gradients.bound()).pow(2).multiply(BigInteger.valueOf(features));
        BigInteger row = BigInteger.valueOf(new NoisyGradients(NOISE, features, gradients).row());
        assertThat(row.pow(2)).isLessThanOrEqualTo(square);
        assertThat(row.add(BigInteger.ONE).pow(2)).isGreaterThan(square);
    }

    /** In doubles the product of a bound near 2^33 and a root is a ten-thousandth off, and its floor one too large now and then. */
    @Test
    void aRowMovesSumsOfCountsByNoMoreThanIsCharged() {
        isTheRootRoundedDown(594, (8_140_949_450.0 - 1) / Gradients.SCALE);
        isTheRootRoundedDown(1994, (8_270_798_176.0 - 1) / Gradients.SCALE);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            isTheRootRoundedDown(random.nextInt(1, 4097), random.nextDouble(0.0001, 10_000));
        }
    }
}
