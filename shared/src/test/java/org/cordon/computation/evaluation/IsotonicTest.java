// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsotonicTest {
    @Test
    void risingSharesStayAndOthersArePooled() {
        assertThat(Isotonic.fit(new double[] {30, 20, 10}, new double[] {10, 20, 30}))
                .containsExactly(0.25, 0.5, 0.75);
        assertThat(Isotonic.fit(new double[] {20, 30, 10}, new double[] {20, 10, 30}))
                .containsExactly(0.375, 0.375, 0.75);
    }

    @Test
    void binsWithoutRowsTakeTheValueBefore() {
        assertThat(Isotonic.fit(new double[] {0, 30, 0, 10}, new double[] {0, 10, 0, 30}))
                .containsExactly(0.25, 0.25, 0.25, 0.75);
        assertThat(Isotonic.fit(new double[2], new double[2])).containsExactly(0.5, 0.5);
    }

    /** No ascending step function on the grid of shares fits better in squares: checked against moves of single blocks. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingAscendingFitsBetter(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] negatives = random.doubles(20, 1, 50).map(Math::rint).toArray();
        double[] positives = random.doubles(20, 1, 50).map(Math::rint).toArray();
        double[] fitted = Isotonic.fit(negatives, positives);
        double best = loss(fitted, negatives, positives);
        for (int i = 0; i < 20_000; i++) {
            double[] moved = fitted.clone();
            int from = random.nextInt(20);
            int to = from + random.nextInt(20 - from);
            double by = random.nextGaussian() * 0.05;
            boolean ascends = true;
            for (int bin = from; bin <= to; bin++) {
                moved[bin] += by;
            }
            for (int bin = 1; bin < 20; bin++) {
                ascends &= moved[bin] >= moved[bin - 1];
            }
            if (ascends) {
                assertThat(loss(moved, negatives, positives))
                        .as("seed %d", seed)
                        .isGreaterThanOrEqualTo(best - 1e-9);
            }
        }
    }

    private static double loss(double[] fitted, double[] negatives, double[] positives) {
        double loss = 0;
        for (int bin = 0; bin < fitted.length; bin++) {
            loss += negatives[bin] * fitted[bin] * fitted[bin] + positives[bin] * (1 - fitted[bin]) * (1 - fitted[bin]);
        }
        return loss;
    }
}
