// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs docs/running-nodes.md: a coordinator and five participants in processes of their own, over TLS on loopback. */
class NodesTest {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration TASK = Duration.ofMinutes(4);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final String COORDINATOR =
            "cordon coordinator serve --config consortium/coordinator/coordinator.yaml";
    private static final String ASH = "cordon participant run --config consortium/ash/participant.yaml";
    private static final String GUIDE = "docs/running-nodes.md";

    @TempDir
    private Path directory;

    private final List<CordonProcess> nodes = new ArrayList<>();
    private String port = "";

    @BeforeEach
    void install() throws IOException {
        CordonProcess.install(directory);
        port = String.valueOf(FreePorts.two());
    }

    @AfterEach
    void stopWhatIsLeft() {
        nodes.forEach(CordonProcess::close);
    }

    @Test
    void theGuideLeadsToAResultThroughARestart() throws Exception {
        String last = "";
        for (String line : Guide.read(guide()).write(directory)) {
            String command = line.replace("7443", port);
            if (command.endsWith(" &")) {
                nodes.add(start(command.substring(0, command.length() - 2)));
            } else {
                if (command.startsWith("cordon task list")) {
                    restartBetweenRounds();
                }
                if (command.startsWith("cat ")) {
                    nodes.get(0).await("result written to", TASK);
                }
                last = run(command);
            }
        }
        assertThat(last).contains("\"task\" : \"fraud-small\"", "evaluation/averagePrecision", "\"network.bin\"");
        stopAll();

        startAgain("open tasks resumed: 0", COORDINATOR);
        startAgain("started in consortium", ASH);
    }

    /** The coordinator and a participant go away and come back. */
    private void restartBetweenRounds() throws Exception {
        nodes.get(0).await(" summed ", TASK);
        for (CordonProcess node : nodes.subList(0, 2)) {
            node.terminate();
            assertThat(node.exitCode(STOP)).describedAs(node.toString()).isZero();
        }
        nodes.set(0, start(COORDINATOR));
        nodes.set(1, start(ASH));
        nodes.get(0).await("open tasks resumed: 1", START);
        nodes.get(1).await("resumed in state", START);
    }

    private void startAgain(String expected, String command) throws Exception {
        CordonProcess again = start(command);
        nodes.add(again);
        again.await(expected, START);
        again.terminate();
        assertThat(again.exitCode(STOP)).describedAs(again.toString()).isZero();
    }

    private void stopAll() throws InterruptedException {
        nodes.forEach(CordonProcess::terminate);
        for (CordonProcess node : nodes) {
            assertThat(node.exitCode(STOP)).describedAs(node.toString()).isZero();
            assertThat(node.output()).contains("stopped").doesNotContain("unexpected failure");
        }
    }

    @Test
    void whatKeepsACoordinatorFromStartingIsOneSentenceAndItsMend() throws Exception {
        run("cordon consortium init --trial --exchanges ash,birch,cedar,elm,fir --out consortium --port " + port);
        CordonProcess first = start(COORDINATOR);
        nodes.add(first);
        first.await("listening on", START);
        refused(71, "open in one process only", COORDINATOR);
        run("cp -a consortium/coordinator other && rm -r other/data other/state.mark");
        refused(71, "cannot listen on localhost:" + port, "cordon coordinator serve --config other/coordinator.yaml");
        run("cp consortium/ash/{node.key,unlock.key,certificate.pem} other");
        refused(2, "authority.key does not open", "cordon coordinator serve --config other/coordinator.yaml");
        run("chmod 644 other/unlock.key");
        refused(2, "must be its owner's alone", "cordon coordinator serve --config other/coordinator.yaml");
        refused(2, "data.csv: must be a readable file", ASH);
        run("touch consortium/ash/data.csv");
        refused(2, "data.csv must have a column", ASH);
        first.terminate();
        assertThat(first.exitCode(STOP)).isZero();
    }

    @Test
    void aParticipantOfAnotherConsortiumEndsWithItsSentence() throws Exception {
        run("cordon consortium init --trial --exchanges ash,birch,cedar,elm,fir --out consortium --port " + port);
        run("cordon consortium init --trial --exchanges ash,birch,cedar,elm,fir --out strangers --port " + port);
        run("echo a,b > strangers/ash/data.csv && echo 1,2 >> strangers/ash/data.csv");
        CordonProcess coordinator = start(COORDINATOR);
        nodes.add(coordinator);
        coordinator.await("listening on", START);
        refused(77, "authority", "cordon participant run --config strangers/ash/participant.yaml");
    }

    @Test
    void fewerThanFiveExchangesAreRefused() throws Exception {
        refused(
                64,
                "with three, one drop-out ends a round",
                "cordon consortium init --trial --exchanges a,b,c --out few");
        refused(64, "--allow-four", "cordon consortium init --trial --exchanges a,b,c,d --out few");
        assertThat(run("cordon consortium init --trial --exchanges a,b,c,d --out few --allow-four --json"))
                .contains("\"threshold\" : 3", "\"honest\" : 2");
        refused(71, "never overwritten", "cordon consortium init --trial --exchanges a,b,c,d,e --out few");
    }

    private CordonProcess start(String command) throws IOException {
        return CordonProcess.start(directory, "exec " + command);
    }

    private String run(String command) throws IOException, InterruptedException {
        try (CordonProcess process = CordonProcess.start(directory, command)) {
            assertThat(process.exitCode(START)).describedAs(process.toString()).isZero();
            return process.output();
        }
    }

    private void refused(int exitCode, String sentence, String command) throws IOException, InterruptedException {
        try (CordonProcess process = CordonProcess.start(directory, command)) {
            assertThat(process.exitCode(START)).describedAs(process.toString()).isEqualTo(exitCode);
            assertThat(process.output()).contains(sentence).doesNotContain("\tat ");
        }
    }

    private static Path guide() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve(GUIDE))
                ? here.resolve(GUIDE)
                : here.resolve("..").resolve(GUIDE);
    }
}
