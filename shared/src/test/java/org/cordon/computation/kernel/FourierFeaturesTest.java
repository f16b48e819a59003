// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FourierFeaturesTest {
    /** Each product is a mean of 4,096 cosines: within 5 standard errors, 5 / sqrt(2 * 4096), but for one in a million. */
    @Test
    void innerProductsAreThoseOfTheGaussianKernel() {
        FourierFeatures.Map map = new FourierFeatures(4096, 1.5, 7).map(3);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 50; i++) {
            float[] x = {(float) random.nextGaussian(), (float) random.nextGaussian(), (float) random.nextGaussian()};
            float[] y = {(float) random.nextGaussian(), (float) random.nextGaussian(), (float) random.nextGaussian()};
            double square = 0;
            for (int k = 0; k < 3; k++) {
                square += (x[k] - y[k]) * (x[k] - y[k]);
            }
            double kernel = Math.exp(-square / (2 * 1.5 * 1.5 * 3));
            assertThat(FourierFeatures.dot(map.of(x), map.of(y), 0)).isCloseTo(kernel, within(5 / Math.sqrt(8192)));
            assertThat(FourierFeatures.dot(map.of(x), map.of(x), 0)).isCloseTo(1, within(1e-12));
        }
    }
}
