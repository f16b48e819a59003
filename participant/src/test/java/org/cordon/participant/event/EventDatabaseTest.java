// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cordon.cli.CommandFailure;
import org.cordon.event.Event;
import org.cordon.event.Outcome;
import org.cordon.participant.data.UnreadableTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A real server, of its own for this class. */
@TestInstance(Lifecycle.PER_CLASS)
class EventDatabaseTest {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path directory;

    private final EmbeddedPostgres server;
    private final List<Event> events = new ArrayList<>();

    EventDatabaseTest() throws IOException {
        server = EmbeddedPostgres.builder().start();
    }

    @BeforeAll
    void make() throws SQLException {
        execute("CREATE SCHEMA exchange");
        execute("CREATE TABLE exchange.events (id text, time timestamptz, kind text, account text, amount_usd numeric,"
                + " outcome text, x_risk double precision)");
        execute("INSERT INTO exchange.events SELECT 'e' || lpad(i::text, 5, '0'), TIMESTAMPTZ '2026-01-01 00:00:00+00'"
                + " + (4999 - i) * INTERVAL '1 minute', 'login', 'u' || i % 7, i / 8.0, CASE WHEN i % 2 = 0 THEN 'failure' END,"
                + " i FROM generate_series(0, 4999) AS i");
    }

    @BeforeEach
    void empty() {
        events.clear();
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @Test
    void rowsComeInOrderOfTime() throws IOException {
        IntakeReport report = read("exchange.events", FROM, IntakeRules.strict());

        assertThat(report.rows()).isEqualTo(5000);
        assertThat(report.source())
                .isEqualTo("table exchange.events in the database postgres at localhost:" + server.getPort());
        assertThat(events).isSortedAccordingTo(Event.ORDER);
        Event first = events.get(0);
        assertThat(first.id()).isEqualTo("e04999");
        assertThat(first.time()).isEqualTo(FROM);
        assertThat(first.amountMicroUsd()).hasValue(624_875_000);
        assertThat(first.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(first.extras()).isEqualTo(Map.of("x_risk", 4999.0));
        assertThat(events.get(1).outcome()).isEqualTo(Outcome.FAILURE);
    }

    @Test
    void aMomentToBeginWithLeavesOutWhatCameBefore() throws IOException {
        read("exchange.events", FROM.plusSeconds(4998 * 60), IntakeRules.strict());

        assertThat(events).extracting(Event::id).containsExactly("e00001", "e00000");
    }

    @Test
    void aTableThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> read("Events", FROM, IntakeRules.strict()))
                .isInstanceOf(UnreadableTable.class)
                .hasMessage("table Events in the database postgres at localhost:" + server.getPort()
                        + ": must be there, but is not; correct table, whose upper and lower case count");
    }

    @Test
    void aTimeWithoutAnOffsetAndABadNumberAreRefusedByColumn() throws SQLException {
        execute(
                "CREATE TABLE naive AS SELECT 'a' AS id, TIMESTAMP '2026-01-02 00:00:00' AS time, 'login' AS kind, 'u' AS"
                        + " account, 'NaN'::numeric AS amount_usd");

        assertThatThrownBy(() -> read("naive", FROM, IntakeRules.strict()))
                .isInstanceOfSatisfying(
                        EventsRefused.class,
                        refused -> assertThat(refused.report().refusedByColumn())
                                .isEqualTo(Map.of("time", 1L, "amount_usd", 1L)));
    }

    @Test
    void aNameIsNoStatement() {
        assertThatThrownBy(() -> read("events; DROP TABLE x", FROM, IntakeRules.strict()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("table must be a name");
    }

    private IntakeReport read(String table, Instant from, IntakeRules rules) throws IOException {
        Path password = directory.resolve("postgres.password");
        Files.deleteIfExists(password);
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Path source = Files.writeString(directory.resolve("events.yaml"), """
                postgres:
                  server: {url: "jdbc:postgresql://localhost:%d/postgres", user: postgres, passwordFile: postgres.password}
                  table: "%s"
                  from: %s
                """.formatted(server.getPort(), table, from));
        return EventSource.of(source).read(rules, events::add);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
