// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.participant.data.TableSource;
import org.cordon.participant.rows.RowsPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventRowsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final String CUT_OFF = "2026-01-15T00:00:00Z";

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("events.csv"), """
                id,time,kind,account,amount_usd,label
                a1,2026-01-01T00:00:00Z,withdrawal,ann,10,0
                a2,2026-01-01T00:30:00Z,withdrawal,ann,20,1
                b1,2026-01-02T00:30:00Z,withdrawal,bob,5,
                """);
        features("PT1H");
    }

    private void features(String window) throws IOException {
        Files.writeString(folder.resolve("features.yaml"), """
                name: small-1
                rows: [withdrawal]
                lateness: PT0S
                features:
                  - {name: usd, compute: sum, key: [account], window: %s}
                """.formatted(window));
    }

    private ParticipantConfig.Data data(String cutOff) {
        return new ParticipantConfig.Data(
                folder.resolve("data.csv"),
                Optional.of(new EventsConfig(
                        folder.resolve("events.csv"),
                        Optional.empty(),
                        Optional.of(folder.resolve("features.yaml")),
                        Instant.parse(cutOff),
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        false)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Optional<RowsPlan.Made> ensure(String cutOff) {
        return EventRows.of(data(cutOff)).orElseThrow().ensure(NOW, false);
    }

    private List<String> table() throws IOException {
        return Files.readAllLines(folder.resolve("data.csv"));
    }

    private void add(String line) throws IOException {
        Files.writeString(folder.resolve("events.csv"), line + "\n", StandardOpenOption.APPEND);
    }

    @Test
    void rowsAreMadeOnceWhateverComesAfterwards() throws IOException {
        assertThat(ensure(CUT_OFF)).map(RowsPlan.Made::rows).contains(2L);
        List<String> first = table();
        assertThat(first).containsExactly("usd,label,event,account", "10.0,0,a1,ann", "30.0,1,a2,ann");

        add("c1,2026-01-03T00:00:00Z,withdrawal,cid,1,1");

        assertThat(ensure(CUT_OFF)).isEmpty();
        assertThat(table()).isEqualTo(first);
    }

    @Test
    void anotherCutOffOrOtherFeaturesMakeThemAnew() throws IOException {
        ensure(CUT_OFF);
        add("c1,2026-01-20T00:00:00Z,withdrawal,cid,1,1");

        assertThat(ensure("2026-01-21T00:00:00Z")).map(RowsPlan.Made::rows).contains(3L);
        features("PT10M");
        assertThat(EventRows.of(data("2026-01-21T00:00:00Z")).orElseThrow().state())
                .isEqualTo(EventRows.State.OTHER);
        ensure("2026-01-21T00:00:00Z");
        assertThat(table()).contains("20.0,1,a2,ann");
    }

    @Test
    void aFileThatTheNodeDidNotMakeOrThatWasChangedIsKept() throws IOException {
        Files.writeString(folder.resolve("data.csv"), "a,b\n1,2\n");
        assertThatThrownBy(() -> ensure(CUT_OFF))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(folder.resolve("data.csv")
                        + " must be the table that this node made of its events, but it did not make it");
        assertThat(table()).containsExactly("a,b", "1,2");

        Files.delete(folder.resolve("data.csv"));
        ensure(CUT_OFF);
        Files.writeString(folder.resolve("data.csv"), "1.0,0,z,z\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> ensure(CUT_OFF))
                .isInstanceOf(CommandFailure.class)
                .hasMessageEndingWith("but it was changed since");
    }

    @Test
    void chartersMayReadTheFeaturesAndNothingElse() {
        ensure(CUT_OFF);
        ParticipantConfig.Data data = data(CUT_OFF);

        assertThat(data.offered(TableSource.columns(data.file()))).containsExactlyInAnyOrder("usd", "label");
        assertThat(data.labelColumn()).contains("label");
        assertThat(data.owner()).contains("account");
    }

    @Test
    void noOtherTableTakesItsPlaceWhileATaskIsOpen() throws IOException {
        ensure(CUT_OFF);
        List<String> first = table();

        assertThatThrownBy(() ->
                        EventRows.of(data("2026-01-16T00:00:00Z")).orElseThrow().ensure(NOW, true))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(
                        folder.resolve("data.csv") + " must stay as it is while a task is open, but data.events says"
                                + " something else than it was made of");
        Files.delete(folder.resolve("data.csv"));
        assertThatThrownBy(() -> EventRows.of(data(CUT_OFF)).orElseThrow().ensure(NOW, true))
                .hasMessageEndingWith("but it is gone");

        ensure(CUT_OFF);
        assertThat(table()).isEqualTo(first);
    }

    @Test
    void aCrashBetweenTheNoteAndTheTableIsMended() throws IOException {
        ensure(CUT_OFF);
        Path note = folder.resolve("data.csv.made");
        String old = Files.readString(folder.resolve("data.csv"));
        ensure("2026-01-21T00:00:00Z");
        add("c1,2026-01-20T00:00:00Z,withdrawal,cid,1,1");
        String later = "2026-01-22T00:00:00Z";
        ensure(later);
        String before =
                new ObjectMapper().readTree(note.toFile()).path("before").asText();
        assertThat(before).isEqualTo(Hashing.sha256().hashString(old, UTF_8).toString());

        Files.writeString(folder.resolve("data.csv"), old);

        assertThat(EventRows.of(data(later)).orElseThrow().state()).isEqualTo(EventRows.State.OTHER);
        assertThat(ensure(later)).map(RowsPlan.Made::rows).contains(3L);
    }

    @Test
    void whatGivesNoRowsOrIsYetToComeIsRefusedAndLeavesNothing() {
        assertThatThrownBy(() -> ensure("2025-01-01T00:00:00Z"))
                .hasMessageEndingWith(
                        "must give at least one row, but gave none of 3 events, 0 of them without a label and 3"
                                + " after the cut-off");
        assertThatThrownBy(() -> ensure("2026-03-02T00:00:00Z"))
                .hasMessage(
                        "data.events.cutOff must not be later than now, 2026-03-01T00:00:00Z, but was 2026-03-02T00:00:00Z");
        assertThat(folder.resolve("data.csv")).doesNotExist();
        assertThat(folder.resolve("data.csv.made")).doesNotExist();
    }
}
