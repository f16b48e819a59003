// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cordon.event.Event;
import org.cordon.event.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A real server, of its own for this class. */
@TestInstance(Lifecycle.PER_CLASS)
class EventDatabaseTest {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-02-01T00:00:00Z");

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
    void rowsComeInOrderOfTime() throws SQLException {
        IntakeReport report = read("exchange.events", FROM, TO, IntakeRules.strict());

        assertThat(report.rows()).isEqualTo(5000);
        assertThat(report.source()).isEqualTo("table exchange.events");
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
    void partOfTheTimeCanBeRead() throws SQLException {
        read("exchange.events", FROM.plusSeconds(60), FROM.plusSeconds(180), IntakeRules.strict());

        assertThat(events).extracting(Event::id).containsExactly("e04998", "e04997");
    }

    @Test
    void aTimeWithoutAnOffsetAndABadNumberAreRefusedByColumn() throws SQLException {
        execute(
                "CREATE TABLE naive AS SELECT 'a' AS id, TIMESTAMP '2026-01-02 00:00:00' AS time, 'login' AS kind, 'u' AS"
                        + " account, 'NaN'::numeric AS amount_usd");

        assertThatThrownBy(() -> read("naive", FROM, TO, IntakeRules.strict()))
                .isInstanceOfSatisfying(
                        EventsRefused.class,
                        refused -> assertThat(refused.report().refusedByColumn())
                                .isEqualTo(Map.of("time", 1L, "amount_usd", 1L)));
    }

    @Test
    void aNameIsNoStatement() {
        assertThatThrownBy(() -> read("events; DROP TABLE x", FROM, TO, IntakeRules.strict()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("table must be a name");
    }

    private IntakeReport read(String table, Instant from, Instant to, IntakeRules rules) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            return new EventDatabase(connection, table).read(from, to, rules, events::add);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
