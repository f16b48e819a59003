// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cordon.cli.Cordon;
import org.cordon.cli.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecureSumCommandTest {
    @TempDir
    private Path home;

    private final StringWriter out = new StringWriter();

    private int run(String... options) {
        List<String> arguments = new ArrayList<>(List.of("bench", "secure-sum"));
        arguments.addAll(List.of(options));
        Cordon cordon = new Cordon(
                List.of(new BenchCommands()), new PrintWriter(out), new PrintWriter(new StringWriter()), home);
        return cordon.run(arguments.toArray(String[]::new));
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void jsonHasTheDeclaredFieldsAndTheSumIsExact() throws Exception {
        int exit = run(
                "--participants",
                "10",
                "--length",
                "5000",
                "--drop-before",
                "1",
                "--drop-after",
                "2",
                "--runs",
                "1",
                "--json");
        assertThat(exit).isEqualTo(ExitCode.OK.value());
        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(names(report))
                .containsExactly(
                        "participants",
                        "threshold",
                        "length",
                        "wordBits",
                        "exact",
                        "participant",
                        "coordinator",
                        "upload",
                        "download");
        assertThat(names(report.get("participant")))
                .containsExactly("cpuMillis", "keystreamLimitMillis", "ratio", "blockCheckMillis");
        assertThat(names(report.get("coordinator")))
                .containsExactly("unmaskCpuMillis", "keystreamLimitMillis", "ratio");
        assertThat(names(report.get("upload"))).containsExactly("bytesPerCoordinate", "otherBytes");
        assertThat(names(report.get("download"))).containsExactly("otherBytes");
        assertThat(report.get("exact").asBoolean()).isTrue();
        assertThat(report.get("threshold").asInt()).isEqualTo(7);
        assertThat(report.get("wordBits").asInt()).isEqualTo(24);
        assertThat(report.get("upload").get("bytesPerCoordinate").asDouble()).isBetween(3.0, 3.1);
    }

    @Test
    void tableNamesEveryMessage() {
        assertThat(run(
                        "--participants",
                        "5",
                        "--length",
                        "10",
                        "--drop-before",
                        "0",
                        "--drop-after",
                        "1",
                        "--runs",
                        "1"))
                .isEqualTo(ExitCode.OK.value());
        assertThat(out.toString()).contains("sum exact", "block checks", "certificate", "published");
    }

    @Test
    void moreDropOutsThanTheRoundSurvivesAreRefused() {
        assertThat(run("--participants", "10", "--length", "10", "--drop-before", "2", "--drop-after", "2"))
                .isEqualTo(ExitCode.USAGE.value());
    }
}
