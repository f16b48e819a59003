// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.cordon.event.Event;
import org.cordon.event.Outcome;
import org.cordon.feature.FeatureSet;
import org.cordon.feature.FeatureSetReading;
import org.cordon.participant.data.UnreadableTable;
import org.cordon.participant.feature.FeatureEngine;
import org.cordon.participant.feature.IdentifierHash;
import org.cordon.suite.Secret;
import org.cordon.yaml.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    private static final String CSV = """
            id,time,kind,account,amount_usd,outcome,device,x_risk
            a1,2026-01-01T00:00:00Z,withdrawal,"Ann, ""A""\",12.5,success,,0.5
            a2,2026-01-01T01:00:00.000001+01:00,login,bob,,,d1,

            a3,2026-01-02T00:00:00Z,deposit,bob,0.1,failure,,-3
            """;
    private static final String JSON = """
            [{"id": "a1", "time": "2026-01-01T00:00:00Z", "kind": "withdrawal", "account": "Ann, \\"A\\"",
              "amount_usd": 12.5, "outcome": "success", "device": null, "x_risk": 0.5},
             {"kind": "login", "id": "a2", "time": "2026-01-01T01:00:00.000001+01:00", "account": "bob", "device": "d1"},
             {"id": "a3", "time": "2026-01-02T00:00:00Z", "kind": "deposit", "account": "bob", "amount_usd": 0.1,
              "outcome": "failure", "x_risk": -3}]
            """;

    @TempDir
    private Path folder;

    private final List<Event> events = new ArrayList<>();

    @Test
    void everyFormatGivesTheSameEvents() throws IOException, SQLException {
        List<Event> csv = read(write("e.csv", CSV));

        assertThat(csv).extracting(Event::id).containsExactly("a1", "a2", "a3");
        assertThat(csv.get(0).account()).isEqualTo("Ann, \"A\"");
        assertThat(csv.get(1).time()).isEqualTo(Instant.parse("2026-01-01T00:00:00.000001Z"));
        assertThat(csv.get(1).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(csv.get(2).amountMicroUsd()).hasValue(100_000);
        assertThat(csv.get(2).extras()).isEqualTo(Map.of("x_risk", -3.0));
        assertThat(read(write("e.json", JSON))).isEqualTo(csv);
        assertThat(read(write(
                        "e.jsonl",
                        JSON.strip().substring(1, JSON.strip().length() - 1).replace("},", "}"))))
                .isEqualTo(csv);
        assertThat(read(zipped("e.csv.gz", CSV))).isEqualTo(csv);
        assertThat(read(zipped("e.json.gz", JSON))).isEqualTo(csv);
        assertThat(read(parquet(write("p.csv", CSV)))).isEqualTo(csv);
    }

    @Test
    void aTimeWithoutAnOffsetIsRefusedInParquetToo() throws SQLException {
        Path file = folder.resolve("naive.parquet");
        execute("COPY (SELECT 'a' AS id, TIMESTAMP '2026-01-01 00:00:00' AS time, 'login' AS kind, 'u' AS account) TO '"
                + file + "' (FORMAT parquet)");

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(EventsRefused.class)
                .hasMessageContaining("naive.parquet, line 1: column time must be an ISO 8601 time");
    }

    @Test
    void oneBadRowRefusesTheFileAndNamesAll() throws IOException {
        Path file = write("bad.csv", CSV + "a1,2026-01-03T00:00:00Z,login,u,,,,\na5,x,login,u,,,,\nshort\n\"open\n");

        assertThatThrownBy(() -> read(file)).isInstanceOfSatisfying(EventsRefused.class, refused -> {
            assertThat(refused)
                    .hasMessage(
                            file + ", line 6: column id must be unique in the source, but came before (and 3 more)");
            assertThat(refused.report().problems()).extracting(Problem::line).containsExactly(6, 7, 8, 9);
            assertThat(refused.report().rows()).isEqualTo(7);
            assertThat(refused.report().events()).isEqualTo(3);
            assertThat(refused.report().refusedByColumn()).isEqualTo(Map.of("id", 1L, "time", 1L, "row", 2L));
        });
    }

    @Test
    void badRowsMayBeSetAside() throws IOException {
        Path file = write("bad.csv", CSV + "a5,x,login,secret,,,,\nshort\n");
        Path aside = folder.resolve("aside.jsonl");

        IntakeReport report = EventSource.of(file).read(IntakeRules.strict().settingAside(aside), events::add);

        assertThat(report.rows()).isEqualTo(5);
        assertThat(report.refused()).isEqualTo(2);
        assertThat(events).hasSize(3);
        assertThat(Files.readAllLines(aside)).hasSize(2);
        assertThat(Files.readAllLines(aside).get(0))
                .startsWith("{\"source\":\"" + file + "\",\"line\":6,\"problems\":[\"column time must be")
                .contains("\"account\":\"secret\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(aside)))
                .isEqualTo("rw-------");
    }

    /** The engine takes what follows a mistyped year for late; set aside, the year does no harm. */
    @Test
    void oneMistypedYearDoesNotMakeAllThatFollowLate() throws IOException {
        Path file = write("year.csv", """
                id,time,kind,account
                a,2026-01-01T00:00:00Z,login,u
                b,2062-01-01T01:00:00Z,login,u
                c,2026-01-01T02:00:00Z,login,u
                """);
        IntakeRules rules = IntakeRules.strict()
                .settingAside(folder.resolve("aside.jsonl"))
                .at(Clock.fixed(Instant.parse("2026-01-02T00:00:00Z"), ZoneOffset.UTC));
        FeatureSet set = FeatureSetReading.of(write("features.yaml", """
                        name: logins
                        rows: [login]
                        lateness: PT1H
                        features:
                          - {name: n, compute: count, key: [account], window: PT24H}
                        """)).orFail();
        FeatureEngine engine = new FeatureEngine(set, IdentifierHash.of(Secret.of(new byte[Secret.BYTES])), row -> {});

        IntakeReport report = EventSource.of(file).read(rules, engine::offer);

        engine.finish();
        assertThat(report.refused()).isEqualTo(1);
        assertThat(engine.counts().late()).isZero();
        assertThat(engine.counts().rows()).isEqualTo(2);
    }

    /** Setting rows aside is for rows: a file of another shape is refused all the same. */
    @Test
    void aWrongHeaderIsNeverSetAside() throws IOException {
        Path file = write("other.csv", "id,when,kind,account\na,2026-01-01T00:00:00Z,login,u\n");
        IntakeRules rules = IntakeRules.strict().settingAside(folder.resolve("aside.jsonl"));

        assertThatThrownBy(() -> EventSource.of(file).read(rules, events::add))
                .isInstanceOfSatisfying(EventsRefused.class, refused -> {
                    assertThat(refused.report().problems())
                            .extracting(Problem::place)
                            .containsExactly("when", "time");
                    assertThat(refused.report().refused()).isEqualTo(1);
                });
        assertThat(EventSource.of(write("new.csv", "id,time,kind,account,fee\na,2026-01-01T00:00:00Z,login,u,1\n"))
                        .read(IntakeRules.strict().leavingOutNewColumns(), events::add)
                        .leftOut())
                .containsExactly("fee");
    }

    @Test
    void whatIsNoJsonEndsTheReadingWithItsLine() throws IOException {
        Path file = write("cut.json", JSON.substring(0, JSON.length() - 40));

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(UnreadableTable.class)
                .hasMessageContaining("cut.json: line ")
                .hasMessageContaining("must be JSON");
        assertThatThrownBy(() -> read(write("nested.json", "[{\"id\": {\"a\": 1}}, 3]")))
                .isInstanceOf(EventsRefused.class);
        assertThatThrownBy(() -> read(folder.resolve("none.csv"))).isInstanceOf(UnreadableTable.class);
    }

    private List<Event> read(Path file) {
        List<Event> read = new ArrayList<>();
        EventSource.of(file).read(IntakeRules.strict(), read::add);
        return read;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path zipped(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    /** With the types that a database would have. */
    private Path parquet(Path csv) throws SQLException {
        Path file = folder.resolve("e.parquet");
        execute("COPY (SELECT * FROM read_csv('" + csv + "', columns = {'id': 'VARCHAR', 'time': 'TIMESTAMPTZ', 'kind':"
                + " 'VARCHAR', 'account': 'VARCHAR', 'amount_usd': 'DECIMAL(18,4)', 'outcome': 'VARCHAR', 'device':"
                + " 'VARCHAR', 'x_risk': 'DOUBLE'})) TO '" + file + "' (FORMAT parquet)");
        return file;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
