// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;

class NetworkSpecTest {
    private static final NetworkSpec MLP = NetworkSpec.mlpClassifier(Activation.RELU, 24, 32, 16, 1);

    @Test
    void parametersLieLayerByLayerWeightsThenBiases() {
        assertThat(MLP.weightOffset(0)).isEqualTo(0);
        assertThat(MLP.biasOffset(0)).isEqualTo(24 * 32);
        assertThat(MLP.weightOffset(1)).isEqualTo(24 * 32 + 32);
        assertThat(MLP.biasOffset(2)).isEqualTo(MLP.parameterCount() - 1);
        assertThat(MLP.parameterCount()).isEqualTo(24 * 32 + 32 + 32 * 16 + 16 + 16 + 1);
    }

    @Test
    void encodesToThePublishedBytes() {
        assertThat(HexFormat.of().formatHex(MLP.encode().toByteArray())).isEqualTo("010000040018002000100001");
        NetworkSpec autoencoder = NetworkSpec.autoencoder(Activation.TANH, 64, 32, 16, 32, 64);
        assertThat(HexFormat.of().formatHex(autoencoder.encode().toByteArray()))
                .isEqualTo("0101010500400020001000200040");
        assertThat(NetworkSpec.decode(autoencoder.encode())).isEqualTo(autoencoder);
    }

    @Test
    void aSequenceClassifierIsALayerOfGatesOverSeveralRows() {
        NetworkSpec spec = NetworkSpec.sequenceClassifier(16, 12, 8);
        assertThat(HexFormat.of().formatHex(spec.encode().toByteArray())).isEqualTo("02030103000c0008000110");
        assertThat(NetworkSpec.decode(spec.encode())).isEqualTo(spec);
        assertThat(spec.features()).isEqualTo(12);
        assertThat(spec.inputWidth()).isEqualTo(16 * 12);
        assertThat(spec.biasOffset(0)).isEqualTo((12 + 8) * 32);
        assertThat(spec.weightOffset(1)).isEqualTo((12 + 8) * 32 + 32);
        assertThat(spec.parameterCount()).isEqualTo((12 + 8) * 32 + 32 + 8 + 1);
        float[] first = InitialParameters.draw(spec, 1).toFloatArray();
        for (int k = 0; k < 32; k++) {
            assertThat(first[spec.biasOffset(0) + k]).isEqualTo(k / 8 == 1 ? 1f : 0f);
        }
        assertThatThrownBy(() -> NetworkSpec.sequenceClassifier(65, 12, 8))
                .hasMessage("length of a sequence_classifier must be in [2, 64], but was 65");
        assertThatThrownBy(() -> NetworkSpec.sequenceClassifier(1, 12, 8))
                .hasMessage("length of a sequence_classifier must be in [2, 64], but was 1");
        assertThatThrownBy(
                        () -> new NetworkSpec(NetworkKind.SEQUENCE_CLASSIFIER, List.of(3, 4, 4, 1), Activation.TANH, 4))
                .hasMessage("number of widths of a sequence_classifier must be 3, but was 4");
        assertThatThrownBy(() -> new NetworkSpec(NetworkKind.SEQUENCE_CLASSIFIER, List.of(3, 4, 1), Activation.RELU, 4))
                .hasMessage("activation of a sequence_classifier must be tanh, but was RELU");
        assertThatThrownBy(() -> new NetworkSpec(NetworkKind.MLP_CLASSIFIER, List.of(3, 1), Activation.RELU, 4))
                .hasMessage("length of a network that is no sequence_classifier must be 1, but was 4");
        assertThatThrownBy(() -> NetworkSpec.decode(Bytes.wrap(HexFormat.of().parseHex("01030103000c0008000110"))))
                .hasMessageContaining("version of a network must be 2 for a sequence_classifier and 1 else, but was 1");
    }

    @Test
    void aSequenceBeginsAtItsFirstValue() {
        NetworkSpec spec = NetworkSpec.sequenceClassifier(3, 2, 1);
        float no = Float.NaN;
        assertThat(spec.firstStep(new float[] {1, 2, 3, 4, 5, 6}, 0)).isZero();
        assertThat(spec.firstStep(new float[] {no, 2, 3, 4, 5, 6}, 0)).isZero();
        assertThat(spec.firstStep(new float[] {no, no, no, 4, no, no}, 0)).isEqualTo(1);
        assertThat(spec.firstStep(new float[] {no, no, no, no, no, no}, 0))
                .as("the row itself")
                .isEqualTo(2);
        assertThat(spec.firstStep(new float[] {9, no, no, no, no, 1, 2}, 1)).isEqualTo(2);
    }

    @Test
    void refusesWhatIsNotOnTheAllowList() {
        assertThatThrownBy(() -> NetworkSpec.mlpClassifier(Activation.RELU, 24, 32, 2))
                .hasMessage("last width of a classifier must be 1, but was 2");
        assertThatThrownBy(() -> NetworkSpec.autoencoder(Activation.RELU, 24, 8, 23))
                .hasMessage("last width of an autoencoder must be the first, 24, but was 23");
        assertThatThrownBy(() -> NetworkSpec.mlpClassifier(Activation.RELU, 4097, 1))
                .hasMessage("width must be in [1, 4096], but was 4097");
        assertThatThrownBy(() -> NetworkSpec.mlpClassifier(Activation.RELU, 4096, 4096, 4096, 1))
                .hasMessageContaining("number of parameters must be at most");
        assertThatThrownBy(() -> NetworkSpec.decode(Bytes.wrap(HexFormat.of().parseHex("01020004001800200010"))))
                .isInstanceOf(MalformedEncoding.class);
    }

    @Test
    void aSoftmaxClassifierHasAnOutputForEachClass() {
        NetworkSpec spec = NetworkSpec.softmaxClassifier(Activation.RELU, 24, 10);
        assertThat(HexFormat.of().formatHex(spec.encode().toByteArray())).isEqualTo("010200020018000a");
        assertThat(NetworkSpec.decode(spec.encode())).isEqualTo(spec);
        assertThat(spec.classes()).isEqualTo(10);
        assertThatThrownBy(() -> NetworkSpec.softmaxClassifier(Activation.RELU, 24, 1))
                .hasMessage("last width of a softmax classifier must be at least 2, one for each class, but was 1");
    }

    @Test
    void classifiersPredictTheMostProbableClass() {
        NetworkSpec three = NetworkSpec.softmaxClassifier(Activation.RELU, 1, 3);
        NetworkScorer scorer = NetworkScorer.of(three, ParameterVector.of(new float[] {0, 1, 0, 0.5f, 0, 1}));
        assertThat(scorer.output(new float[] {2})).containsExactly(0.5f, 2, 1);
        assertThat(scorer.predicted(new float[] {2})).isEqualTo(1);
        assertThat(scorer.predicted(new float[] {1})).as("the least of equals").isEqualTo(1);
        assertThat(scorer.predicted(new float[] {0})).isEqualTo(2);
        NetworkSpec two = NetworkSpec.softmaxClassifier(Activation.RELU, 1, 2);
        NetworkScorer pair = NetworkScorer.of(two, ParameterVector.of(new float[] {1, 2, 0, 0}));
        assertThat(pair.rawScore(new float[] {3})).isEqualTo(3);
        assertThat(pair.score(new float[] {3})).isEqualTo(1 / (1 + StrictMath.exp(-3)));
        NetworkSpec binary = NetworkSpec.mlpClassifier(Activation.RELU, 1, 1);
        NetworkScorer logit = NetworkScorer.of(binary, ParameterVector.of(new float[] {1, 0}));
        assertThat(logit.predicted(new float[] {1})).isEqualTo(1);
        assertThat(logit.predicted(new float[] {-1})).isZero();
    }

    @Test
    void aPlanCarriesItsProximalTermAndVersion1IsRefused() {
        LocalPlan plan = new LocalPlan(2, 32, LocalOptimiser.ADAM, 1e-3, 0.1);
        assertThat(LocalPlan.decode(plan.encode())).isEqualTo(plan);
        assertThat(plan.withEpochs(5)).isEqualTo(new LocalPlan(5, 32, LocalOptimiser.ADAM, 1e-3, 0.1));
        assertThat(HexFormat.of().formatHex(plan.encode().toByteArray()))
                .isEqualTo("02010000000200000020" + "3f50624dd2f1a9fc" + "3fb999999999999a");
        assertThat(plan.withProximal(-0.0).encode())
                .isEqualTo(new LocalPlan(2, 32, LocalOptimiser.ADAM, 1e-3).encode());
        assertThatThrownBy(() -> LocalPlan.decode(
                        Bytes.wrap(HexFormat.of().parseHex("0100000000010000002000000000000000003fb999999999999a"))))
                .hasMessageContaining("version of local plan must be 2 or 3, but was 1");
        assertThatThrownBy(() -> plan.withProximal(-1)).hasMessage("proximal must be in [0, 1000], but was -1.0");
    }

    @Test
    void survivesMutation() {
        DecoderMutations.check(MLP.encode(), bytes -> NetworkSpec.decode(bytes).encode(), 3000, 1);
        DecoderMutations.check(
                NetworkSpec.sequenceClassifier(16, 12, 8).encode(),
                bytes -> NetworkSpec.decode(bytes).encode(),
                3000,
                3);
        Bytes plan = new LocalPlan(2, 32, LocalOptimiser.ADAM, 1e-3).encode();
        DecoderMutations.check(plan, bytes -> LocalPlan.decode(bytes).encode(), 3000, 2);
    }
}
