// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.cordon.cli.CommandFailure;
import org.cordon.computation.StagedComputation;
import org.cordon.config.ConfigFile;
import org.cordon.model.Activation;
import org.cordon.model.InitialParameters;
import org.cordon.model.NetworkSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a charter's file may say. */
class CharterFileTest {
    private static final String WHOLE = """
            name: fraud
            purpose: Find fraud
            legalBasis: Made-up rows
            privacyWaiver: Made-up rows
            columns: [a, b]
            label: c
            lifetime: P7D
            stages:
              - scaling: {maxRows: 100}
              - network:
                  architecture: {kind: mlp_classifier, activation: relu, layers: [4]}
                  local: {epochs: 1, batchSize: 32, optimiser: sgd, learningRate: 0.1}
                  server: {average: {learningRate: 1}}
                  clip: {clipNorm: 10, coordinateBound: 1, valueBits: 16, maxWeight: 1000}
                  rounds: 3
                  holdoutPerMille: 200
                  seed: 1
              - evaluation: {bins: 256, maxRows: 100, holdoutPerMille: 200}
            """;

    @TempDir
    private Path directory;

    private CharterFile read(String text) throws IOException {
        return ConfigFile.read(Files.writeString(directory.resolve("charter.yaml"), text), CharterFile.class);
    }

    @Test
    void theFirstStateIsOfAllStagesAndHoldsTheFirstParameters() throws IOException {
        CharterFile file = read(WHOLE);

        StagedComputation.requireStages(file.firstState(), List.of("scaling", "network", "evaluation"));
        assertThat(file.firstState()).isEqualTo(read(WHOLE).firstState());
        assertThat(file.firstParameters())
                .contains(InitialParameters.draw(NetworkSpec.mlpClassifier(Activation.RELU, 2, 4, 1), 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rounds: 3 | rounds: 0 | rounds must be in [1, 100000], but was 0",
                "optimiser: sgd | optimiser: lbfgs | optimiser must be one of [adam, sgd]",
                "learningRate: 0.1 | learningRate: -1 | learningRate must be in (0, 10], but was -1.0",
                "{average: {learningRate: 1}} | {} | server must be one of average and adam, but was neither",
                "maxRows: 100} | maxRows: 0, zoom: 1} | unknown key stages[0].scaling.zoom",
                "seed: 1 | sead: 1 | stages[1].network.seed must be set, but was not",
                "lifetime: P7D | lifetime: PT0S | lifetime must be positive",
                "valueBits: 16 | valueBits: 64 | valueBits must be in [8, 32]",
                "purpose: Find fraud | who: me | purpose must be set, but was not",
            })
    void whatIsWrongIsNamed(String right, String wrong, String expected) {
        assertThatThrownBy(() -> read(WHOLE.replaceFirst(Pattern.quote(right), wrong)))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("charter.yaml, line ")
                .hasMessageContaining(expected);
    }

    @Test
    void twoNetworksAreRefused() {
        String network = WHOLE.substring(WHOLE.indexOf("  - network"), WHOLE.indexOf("  - evaluation"));
        assertThatThrownBy(() -> read(WHOLE + network))
                .hasMessageContaining("stages must have one network at the most");
    }
}
