// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.accountant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FourierTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 128})
    void productsOfTransformsAreCircularConvolutions(int length) {
        Random random = new Random(3);
        double[] one = random.doubles(length).toArray();
        double[] other = random.doubles(length).toArray();
        double[] expected = new double[length];
        for (int i = 0; i < length; i++) {
            for (int j = 0; j < length; j++) {
                expected[(i + j) % length] += one[i] * other[j];
            }
        }
        Fourier transform = new Fourier(length);
        double[] imaginary = new double[length];
        double[] otherImaginary = new double[length];
        transform.forward(one, imaginary);
        transform.forward(other, otherImaginary);
        for (int i = 0; i < length; i++) {
            double re = one[i] * other[i] - imaginary[i] * otherImaginary[i];
            imaginary[i] = one[i] * otherImaginary[i] + imaginary[i] * other[i];
            one[i] = re;
        }
        transform.inverse(one, imaginary);
        for (int i = 0; i < length; i++) {
            assertThat(one[i]).isCloseTo(expected[i], within(1e-13 * length));
            assertThat(imaginary[i]).isCloseTo(0, within(1e-13 * length));
        }
    }
}
