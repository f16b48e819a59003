// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cordon data check}, as a person and as a program sees it. */
class DataCheckCommandTest {
    private static final String GOOD = """
            id,time,kind,account
            a1,2026-01-01T00:00:00Z,login,ann
            a2,2026-01-02T00:00:00Z,trade,bob
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path events = Path.of("");

    @BeforeEach
    void aFile() throws IOException {
        events = Files.writeString(folder.resolve("events.csv"), GOOD);
    }

    @Test
    void aGoodFilePasses() throws IOException {
        Path labels = Files.writeString(
                folder.resolve("labels.csv"),
                "event,label,labelled_at\na1,1,2026-01-15T00:00:00Z\nzz,0,2026-01-15T00:00:00Z\n");

        assertThat(run("data", "check", events.toString(), "--labels", labels.toString()))
                .isZero();
        assertThat(out.toString())
                .contains(
                        "2 rows, 2 events, 0 refused",
                        "  login 1",
                        "from 2026-01-01T00:00:00Z to 2026-01-02T00:00:00Z",
                        "2 labels, 1 of no event in the file");
    }

    @Test
    void aBadFileFailsWithLineAndColumnAndNoValue() throws IOException {
        Files.writeString(events, GOOD + "a3,yesterday,login,carol\n");

        assertThat(run("data", "check", events.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("events.csv, line 4: column time must be an ISO 8601 time", "refused for: time 1")
                .doesNotContain("yesterday", "carol");

        assertThat(run("data", "check", events.toString(), "--json")).isEqualTo(1);
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.get("schema").asText()).isEqualTo("cordon/events-v1");
        assertThat(json.get("passed").asBoolean()).isFalse();
        assertThat(json.get("intake").get("refused").asInt()).isEqualTo(1);
        assertThat(json.get("intake").get("problems").get(0).get("place").asText())
                .isEqualTo("time");
    }

    @Test
    void whatCannotBeReadIsSaid() throws IOException {
        assertThat(run("data", "check", folder.resolve("none.csv").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("none.csv: must be a readable file");
        Path labels = Files.writeString(folder.resolve("labels.csv"), "event,label,labelled_at\na1,x,2026\n");
        assertThat(run("data", "check", events.toString(), "--labels", labels.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("labels.csv, line 2: column label must be 0 or 1, but is not (and 1 more)");
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new Cordon(List.of(new DataCommands()), new PrintWriter(out), new PrintWriter(err), folder)
                .run(arguments);
    }
}
