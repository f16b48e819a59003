// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;

class NetworkScorerTest {
    @Test
    void classifierGivesTheLogitAndItsSigmoid() {
        NetworkSpec spec = NetworkSpec.mlpClassifier(Activation.RELU, 2, 2, 1);
        // W0 = [[1, -1], [2, 0.5]], b0 = [0.5, 0], W1 = [[3], [4]], b1 = [-1]
        ParameterVector parameters = ParameterVector.of(new float[] {1, -1, 2, 0.5f, 0.5f, 0, 3, 4, -1});
        NetworkScorer scorer = NetworkScorer.of(spec, parameters);
        float[] row = {1, 0.5f};
        // hidden = relu(1 + 1 + 0.5, -1 + 0.25 + 0) = (2.5, 0); logit = 7.5 - 1
        assertThat(scorer.rawScore(row)).isEqualTo(6.5);
        assertThat(scorer.score(row)).isCloseTo(0.9984988177, within(1e-9));
    }

    @Test
    void autoencoderGivesTheMeanSquaredErrorAndItsLogarithm() {
        NetworkSpec spec = NetworkSpec.autoencoder(Activation.TANH, 2, 1, 2);
        ParameterVector parameters = ParameterVector.of(new float[] {1, 1, 0, 2, -2, 0, 0});
        float[] row = {0.25f, 0.25f};
        double hidden = (float) StrictMath.tanh(0.5);
        double expected = (Math.pow(2 * hidden - 0.25, 2) + Math.pow(-2 * hidden - 0.25, 2)) / 2;
        NetworkScorer scorer = NetworkScorer.of(spec, parameters);
        assertThat(scorer.score(row)).isCloseTo(expected, within(1e-6));
        assertThat(scorer.rawScore(row)).isCloseTo(Math.log(expected), within(1e-6));
    }

    @Test
    void refusesWhatDoesNotFit() {
        NetworkSpec spec = NetworkSpec.mlpClassifier(Activation.RELU, 2, 1);
        assertThatThrownBy(() -> NetworkScorer.of(spec, ParameterVector.of(new float[4])))
                .hasMessage("number of parameters must be 3 for [2, 1], but was 4");
        assertThatThrownBy(() -> ParameterVector.of(new float[] {0, Float.NaN}))
                .hasMessage("parameter 1 must be finite, but was NaN");
        Bytes infinite = Bytes.wrap(new byte[] {0, 0, (byte) 0x80, 0x7f});
        assertThatThrownBy(() -> ParameterVector.ofBytes(infinite, 1)).isInstanceOf(MalformedEncoding.class);
        assertThatThrownBy(() -> ParameterVector.ofBytes(infinite, 2)).isInstanceOf(MalformedEncoding.class);
    }

    @Test
    void firstParametersAreTheSameEverywhere() {
        NetworkSpec spec = NetworkSpec.mlpClassifier(Activation.RELU, 24, 32, 16, 1);
        assertThat(InitialParameters.draw(spec, 7).digest().hex())
                .isEqualTo("8162c9d436c288427b2761f0103bb64f676cc52ca18c313fe4f199a858fe3738");
        assertThat(InitialParameters.draw(spec, 8)).isNotEqualTo(InitialParameters.draw(spec, 7));
    }
}
