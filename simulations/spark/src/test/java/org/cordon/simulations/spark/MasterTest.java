// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.cordon.cli.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a master is said in a sentence. */
class MasterTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local",
                "local[2]",
                "local[*]",
                "spark://head:7077",
                "spark://a:7077,b-2.example:7078",
                "spark://[::1]:7077"
            })
    void mastersThatAreTaken(String name) {
        assertThat(Master.of(name).isLocal()).isEqualTo(name.startsWith("local"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "local[0]",
                "local[x]",
                "yarn",
                "k8s://https://host",
                "spark://head",
                "spark://head:99999",
                "head:7077"
            })
    void othersAreRefused(String name) {
        assertThatThrownBy(() -> Master.of(name))
                .hasMessageContaining("--master must be")
                .hasMessageEndingWith("but was " + name);
    }

    @Test
    void aMasterThatDoesNotListenIsNamed() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        Experiments experiments = new Experiments(directory);
        Experiments.Ran ran = run(experiments, "--engine", "spark", "--master", "spark://127.0.0.1:" + port);
        assertThat(ran.exitCode()).isEqualTo(ExitCode.SYSTEM_REFUSED.value());
        assertThat(ran.err()).contains("spark://127.0.0.1:" + port + " must answer, but does not", "start-master.sh");
    }

    @Test
    void aMasterNeedsSparkAndAnEngineIsOneOfTwo() throws IOException {
        Experiments experiments = new Experiments(directory);
        assertThat(run(experiments, "--master", "local[2]").err()).contains("--master must go with --engine spark");
        assertThat(run(experiments, "--engine", "ray").err())
                .contains("--engine must be threads or spark, but was ray");
    }

    private static Experiments.Ran run(Experiments experiments, String... options) {
        return experiments.run(Path.of("quick"), "out", options);
    }
}
