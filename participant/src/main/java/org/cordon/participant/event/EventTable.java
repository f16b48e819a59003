// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cordon.participant.data.RowText;

/**
 * Events of a table or view of PostgreSQL whose columns are those of the schema.
 *
 * <p><b>Guarantees.</b> Rows come in the order of time and id, all of one moment of the database (a
 * read-only transaction of its own), a thousand at a time. The time must be a {@code timestamptz}: one without an offset is refused
 * row by row. The name of the table is checked and quoted, never part of the statement as it is.
 *
 * <p>Needs no more than the right to SELECT: give the role nothing else.
 */
final class EventTable {
    private static final int AT_A_TIME = 1000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}(\\.[A-Za-z_][A-Za-z0-9_]{0,62})?");

    private final Connection connection;
    private final String table;

    /**
     * Reads from {@code table}, or {@code schema.table}; upper and lower case count.
     *
     * @param connection used for nothing else meanwhile; the caller closes it
     */
    EventTable(Connection connection, String table) {
        requireName(table);
        this.connection = connection;
        this.table = table;
    }

    /** Refuses what is no name of a table, so that a name can stand in a statement. */
    static void requireName(String table) {
        if (!NAME.matcher(table).matches()) {
            throw new IllegalArgumentException(
                    "table must be a name such as events or exchange.events of letters, digits and _, but was not");
        }
    }

    /** Passes on the rows at {@code from} and later, and those without a time, which the intake refuses; all without it. */
    void read(Optional<Instant> from, EventIntake intake) throws SQLException {
        boolean before = connection.getAutoCommit();
        int isolation = connection.getTransactionIsolation();
        connection.setAutoCommit(false);
        try {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            query(from, intake);
        } catch (SQLException | RuntimeException failed) {
            endQuietly(failed);
            throw failed;
        }
        connection.rollback();
        connection.setReadOnly(false);
        connection.setTransactionIsolation(isolation);
        connection.setAutoCommit(before);
    }

    private void endQuietly(Exception failed) {
        try {
            connection.rollback();
        } catch (SQLException second) {
            failed.addSuppressed(second);
        }
    }

    private void query(Optional<Instant> from, EventIntake intake) throws SQLException {
        String quoted = Arrays.stream(table.split("\\.", -1))
                .map(name -> '"' + name + '"')
                .collect(Collectors.joining("."));
        String part = from.isPresent() ? " WHERE \"time\" >= ? OR \"time\" IS NULL" : "";
        String sql = "SELECT * FROM " + quoted + part + " ORDER BY \"time\", \"id\"";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(AT_A_TIME);
            if (from.isPresent()) {
                statement.setObject(1, OffsetDateTime.ofInstant(from.get(), ZoneOffset.UTC));
            }
            try (ResultSet result = statement.executeQuery()) {
                new RowText(result).passOn(intake);
            }
        }
    }
}
