// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.cordon.model.Activation;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.NetworkKind;
import org.cordon.model.NetworkScorer;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.data.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Dl4jReferenceTest {
    private static final NetworkSpec SMALL = NetworkSpec.mlpClassifier(Activation.TANH, 3, 2, 1);

    @Test
    void theLayoutMapIsWrittenOutForASmallNetwork() {
        // W of 3x2 in 'f' order, b of 2, W of 2x1, b of 1.
        assertThat(Dl4jLayout.map(SMALL)).containsExactly(0, 3, 1, 4, 2, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void parametersComeBackAsTheyWentIn() {
        NetworkSpec spec = NetworkSpec.autoencoder(Activation.RELU, 5, 3, 5);
        float[] values = new float[spec.parameterCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 7f;
        }
        ParameterVector start = ParameterVector.of(values);
        assertThat(new Dl4jReference(spec, start, LocalOptimiser.SGD, 0.1).parameters())
                .isEqualTo(start);
    }

    @Test
    void initialParametersDependOnTheSeedAlone() {
        ParameterVector first = Dl4jReference.initial(SMALL, 1);
        assertThat(Dl4jReference.initial(SMALL, 1)).isEqualTo(first);
        assertThat(Dl4jReference.initial(SMALL, 2)).isNotEqualTo(first);
    }

    @Test
    void initialWeightsHaveGlorotsVarianceAndBiasesAreZero() {
        NetworkSpec spec = NetworkSpec.mlpClassifier(Activation.RELU, 166, 128, 64, 1);
        ParameterVector initial = Dl4jReference.initial(spec, 20);
        int weights = spec.biasOffset(0);
        double squares = 0;
        for (int i = 0; i < weights; i++) {
            squares += (double) initial.get(i) * initial.get(i);
        }
        // 21,248 draws: the standard error of the variance is 1 %, so this fails once in 10^6 seeds.
        assertThat(squares / weights / (2.0 / (166 + 128))).isCloseTo(1, Offset.offset(0.05));
        for (int i = spec.biasOffset(0); i < spec.weightOffset(1); i++) {
            assertThat(initial.get(i)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void plainScoringEqualsDl4jsOutputs(Activation hidden) {
        for (NetworkSpec spec : new NetworkSpec[] {
            NetworkSpec.mlpClassifier(hidden, 166, 128, 64, 1), NetworkSpec.autoencoder(hidden, 64, 32, 16, 32, 64)
        }) {
            ParameterVector parameters = Dl4jReference.initial(spec, 3);
            Table rows = Minibatches.random(spec, 50, 4);
            float[] theirs =
                    new Dl4jReference(spec, parameters, LocalOptimiser.SGD, 1).outputs(rows.rows(), rows.copyValues());
            NetworkScorer scorer = NetworkScorer.of(spec, parameters);
            int width = spec.outputs(spec.layers() - 1);
            for (int row = 0; row < rows.rows(); row++) {
                float[] features = new float[spec.features()];
                rows.copyRow(row, features, 0);
                float[] output = spec.kind() == NetworkKind.MLP_CLASSIFIER
                        ? new float[] {(float) scorer.score(features)}
                        : scorer.output(features);
                assertThat(output)
                        .containsExactly(
                                Arrays.copyOfRange(theirs, row * width, (row + 1) * width), Offset.offset(2e-6f));
            }
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Dl4jReference(SMALL, ParameterVector.of(new float[3]), LocalOptimiser.SGD, 0.1));
        Dl4jReference reference = new Dl4jReference(SMALL, Dl4jReference.initial(SMALL, 1), LocalOptimiser.SGD, 0.1);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> reference.outputs(2, new float[5]))
                .withMessage("number of values must be 6, but was 5");
    }
}
