// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cordon.cli.Cordon;
import org.cordon.participant.policy.PolicyFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person of an exchange does with a task that waits. */
class PolicyCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void anExchangeWithATaskThatWaits() throws IOException {
        Files.writeString(directory.resolve("data.csv"), "amount,age\n1,2\n");
        Files.writeString(directory.resolve("participant.yaml"), """
                node: .
                unlock: {keyFile: unlock.key}
                coordinator: "localhost:7443"
                state: state
                data: {file: data.csv}
                policy: policy.yaml
                """);
        PolicyFixture.leaveToAPerson(directory, "fraud-2026");
    }

    private int cordon(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] all = new String[arguments.length + 4];
        all[0] = "participant";
        all[1] = "policy";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        all[arguments.length + 2] = "--config";
        all[arguments.length + 3] = directory.resolve("participant.yaml").toString();
        return new Cordon(List.of(new ParticipantCommands()), new PrintWriter(out), new PrintWriter(err), directory)
                .run(all);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void aTaskIsSeenAcceptedAndRejected() throws IOException {
        assertThat(cordon("queue")).isZero();
        assertThat(out.toString()).contains("fraud-2026", "NO PRIVACY GUARANTEE, because: trial on synthetic data");
        assertThat(cordon("queue", "--json")).isZero();
        String session = json().get(0).get("session").asText();

        assertThat(cordon("accept", "fraud-2026")).isEqualTo(64);
        assertThat(err.toString()).contains("NO PRIVACY GUARANTEE", "--because");

        assertThat(cordon("accept", session.substring(0, 12), "--because", "made-up rows", "--json"))
                .isZero();
        assertThat(json().get("privacy").asText()).isEqualTo("NO PRIVACY GUARANTEE");
        assertThat(json().get("because").asText()).isEqualTo("made-up rows");
        assertThat(cordon("queue")).isZero();
        assertThat(out.toString()).contains("no task waits");

        assertThat(cordon("reject", "fraud-2026", "--because", "second thoughts"))
                .isZero();
        assertThat(cordon("show", "--json")).isZero();
        assertThat(json().get("decisions").get(0).get("decision").asText()).isEqualTo("REJECT");
        assertThat(cordon("show")).isZero();
        assertThat(out.toString()).contains("limits.roundsADay", "second thoughts");
    }

    @Test
    void whatNamesNoTaskIsRefused() {
        assertThat(cordon("accept", "fraud-2027", "--because", "x")).isEqualTo(2);
        assertThat(cordon("reject", "0123456789")).isEqualTo(2);
        assertThat(err.toString()).contains("no task 0123456789 was left to a person");
    }

    @Test
    void aNameOfTwoChartersIsNotEnough() throws IOException {
        PolicyFixture.leaveToAPerson(directory, "fraud-2026", "another purpose");
        assertThat(cordon("accept", "fraud-2026", "--because", "x")).isEqualTo(64);
        assertThat(err.toString()).contains("names 2 charters");
    }
}
