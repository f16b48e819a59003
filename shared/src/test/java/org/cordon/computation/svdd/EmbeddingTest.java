// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.svdd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theGradientIsThatOfFiniteDifferences(long seed) {
        double[] weights = Embedding.draw(3, 5, 2, seed);
        float[] row = {0.3f, -1.2f, 2f};
        double[] centre = {0.5, -0.5};
        double[] gradient = new Embedding(3, 5, 2, weights).gradient(row, centre);
        for (int i = 0; i < weights.length; i++) {
            double[] up = weights.clone();
            double[] down = weights.clone();
            up[i] += 1e-6;
            down[i] -= 1e-6;
            double slope = (new Embedding(3, 5, 2, up).distance(row, centre)
                            - new Embedding(3, 5, 2, down).distance(row, centre))
                    / 2e-6;
            assertThat(gradient[i]).as("weight %d, seed %d", i, seed).isCloseTo(slope, within(1e-5));
        }
    }
}
