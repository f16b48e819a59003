// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JacobiTest {
    @Test
    void aMatrixWithKnownComponents() {
        Jacobi.Eigen eigen = Jacobi.of(2, new double[] {2, 1, 1, 2});
        double half = Math.sqrt(0.5);
        assertThat(eigen.values()).containsExactly(new double[] {3, 1}, within(1e-12));
        assertThat(eigen.vectors()).containsExactly(new double[] {half, half, half, -half}, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 40})
    void componentsGiveTheMatrixBackAndAreOrthonormal(int size) {
        SplittableRandom random = new SplittableRandom(size);
        double[] matrix = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                matrix[i * size + j] = random.nextGaussian();
                matrix[j * size + i] = matrix[i * size + j];
            }
        }
        Jacobi.Eigen eigen = Jacobi.of(size, matrix);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double back = 0;
                double dot = 0;
                for (int k = 0; k < size; k++) {
                    double[] vectors = eigen.vectors();
                    back += eigen.values()[k] * vectors[k * size + i] * vectors[k * size + j];
                    dot += vectors[i * size + k] * vectors[j * size + k];
                }
                assertThat(back).isCloseTo(matrix[i * size + j], within(1e-9));
                assertThat(dot).isCloseTo(i == j ? 1 : 0, within(1e-9));
            }
            assertThat(i == 0 || eigen.values()[i - 1] >= eigen.values()[i]).isTrue();
        }
    }

    @Test
    void nothingButZerosIsNoProblem() {
        assertThat(Jacobi.of(3, new double[9]).values()).containsExactly(0, 0, 0);
    }
}
