// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
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
    void survivesMutation() {
        DecoderMutations.check(MLP.encode(), bytes -> NetworkSpec.decode(bytes).encode(), 3000, 1);
        Bytes plan = new LocalPlan(2, 32, LocalOptimiser.ADAM, 1e-3).encode();
        DecoderMutations.check(plan, bytes -> LocalPlan.decode(bytes).encode(), 3000, 2);
    }
}
