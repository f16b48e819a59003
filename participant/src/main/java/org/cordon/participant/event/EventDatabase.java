// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.cordon.config.PostgresSettings;
import org.cordon.disk.StoreFailure;
import org.cordon.participant.data.UnreadableTable;

/**
 * Events of a table or view of PostgreSQL, from a moment on.
 *
 * @param from events before it are left out
 */
record EventDatabase(PostgresSettings server, String table, Optional<Instant> from) implements EventSource {
    @Override
    public String name() {
        return "table " + table + " in " + server.place();
    }

    @Override
    public IntakeReport read(IntakeRules rules, EventSink sink) {
        try (Connection connection = connect();
                EventIntake intake = new EventIntake(name(), rules, sink)) {
            new EventTable(connection, table).read(from, intake);
            return intake.finish();
        } catch (SQLException failed) {
            throw UnreadableTable.of(name(), explain(failed), Optional.of(failed));
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", server.user());
        try {
            properties.setProperty("password", server.password());
        } catch (StoreFailure unreadable) {
            throw UnreadableTable.of(name(), String.valueOf(unreadable.getMessage()), Optional.of(unreadable));
        }
        properties.setProperty("ApplicationName", "cordon events");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "600");
        return DriverManager.getConnection(server.url(), properties);
    }

    private String explain(SQLException failed) {
        String state = String.valueOf(failed.getSQLState());
        String text = String.valueOf(failed.getMessage()).lines().findFirst().orElse("unknown");
        return switch (state) {
            case "28P01" ->
                "must take the password of " + server.user() + ", but does not; correct " + server.passwordFile();
            case "28000" -> "must let " + server.user() + " in from here, but does not; allow it in pg_hba.conf";
            case "3D000" -> "must be a database of this server, but is none; correct url";
            case "42P01" -> "must be there, but is not; correct table, whose upper and lower case count";
            case "42703" -> "must have the columns time and id, but lacks one (" + text + ")";
            case "42501" ->
                "must let " + server.user() + " read, but does not; GRANT SELECT ON the table, and USAGE ON its schema";
            default ->
                state.startsWith("08")
                        ? "must answer, but does not (" + text
                                + "); start the server, correct url, or give the table an index on time and id"
                        // The text of other errors may quote a value of a row.
                        : "must be readable, but the server says SQLSTATE " + state + "; its own log says more";
        };
    }
}
