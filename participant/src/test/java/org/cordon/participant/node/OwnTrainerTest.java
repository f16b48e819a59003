// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.cordon.cli.CommandFailure;
import org.cordon.config.ConfigFile;
import org.cordon.doctor.Finding;
import org.cordon.doctor.Setting;
import org.cordon.participant.process.ExternalTrainer;
import org.cordon.participant.training.NetworkTrainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a program trains is decided by the exchange's two files together. */
class OwnTrainerTest {
    private static final String ACCEPTED = "acceptExternalTrainer: true\n";

    @TempDir
    private Path directory;

    private ParticipantConfig config(String trainer, String policy) throws IOException {
        Files.writeString(
                directory.resolve("policy.yaml"), policy + "allow: {computations: [network]}\nlimits: {rounds: 10}\n");
        Path file = Files.writeString(directory.resolve("participant.yaml"), """
                node: .
                unlock: {keyFile: unlock.key}
                coordinator: "localhost:7443"
                data: {}
                """ + trainer);
        return ConfigFile.read(file, ParticipantConfig.class);
    }

    private static Finding examined(ParticipantConfig config) {
        return new TrainerCheck()
                .examine(Setting.of("participant", config, InstantSource.system()))
                .orElseThrow();
    }

    @Test
    void cordonTrainsWhereNothingElseIsNamed() throws Exception {
        ParticipantConfig config = config("", ACCEPTED);
        try (OwnTrainer own = OwnTrainer.of(config, line -> {})) {
            assertThat(own.trainer()).isInstanceOf(NetworkTrainer.class);
        }
        assertThat(new TrainerCheck().examine(Setting.of("participant", config, InstantSource.system())))
                .isEmpty();
    }

    @Test
    void aProgramThatThePolicyDoesNotAcceptIsRefused() throws Exception {
        for (String policy : new String[] {"", "acceptExternalTrainer: false\n"}) {
            ParticipantConfig config = config("trainer: {process: \"sh train.sh\"}\n", policy);
            assertThatThrownBy(() -> OwnTrainer.of(config, line -> {}))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("names the trainer 'sh train.sh', which the policy must accept, but "
                            + directory.resolve("policy.yaml") + " does not");
            assertThat(examined(config).mend()).startsWith("Set acceptExternalTrainer: true there");
        }
    }

    @Test
    void aProgramThatBothFilesNameTrains() throws Exception {
        ParticipantConfig config = config("trainer: {process: \"sh train.sh\", directory: programs}\n", ACCEPTED);
        assertThat(config.trainer().orElseThrow().directory()).isEqualTo(directory.resolve("programs"));
        assertThat(config.trainer().orElseThrow().timeout()).isEqualTo(Duration.ofMinutes(10));
        try (OwnTrainer own = OwnTrainer.of(config, line -> {})) {
            assertThat(own.trainer()).isInstanceOf(ExternalTrainer.class);
        }
        assertThat(examined(config).status()).isEqualTo(Finding.Status.PASSED);
    }

    @Test
    void aProgramThatIsNotThereIsSaidAtTheStart() throws Exception {
        ParticipantConfig config = config("trainer: {process: ./train}\n", ACCEPTED);
        assertThatThrownBy(() -> OwnTrainer.of(config, line -> {}))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("trainer.process must begin with a program in " + directory
                        + " or on the PATH, but was ./train");
    }

    @Test
    void whatIsUnsafeIsRefusedWithItsLine() {
        assertThatThrownBy(() -> config("trainer: {process: \"'\"}\n", ACCEPTED))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("participant.yaml, line 5: trainer: process must close every quote");
        assertThatThrownBy(() -> config("trainer: {process: sh, timeout: PT25H}\n", ACCEPTED))
                .hasMessageContaining("timeout must be above 0 and at most PT24H, but was PT25H");
    }
}
