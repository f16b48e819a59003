// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.participant.round.Ledger;

/** A ledger in the tables of a member's store. */
final class SqliteLedger implements Ledger {
    private final MemberDatabase database;

    SqliteLedger(MemberDatabase database) {
        this.database = database;
    }

    @Override
    public long value(String name) {
        return database.read("read the ledger", connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT value FROM ledger WHERE name = ?")) {
                select.setString(1, name);
                try (ResultSet result = select.executeQuery()) {
                    return result.next() ? result.getLong(1) : 0;
                }
            }
        });
    }

    @Override
    public void raise(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException("value must be at least 0, but was " + value);
        }
        if (value <= value(name)) {
            return;
        }
        database.changeAndCount("write the ledger", connection -> raise(connection, name, value));
    }

    /** Raises one count as part of a change. */
    static void raise(Connection connection, String name, long value) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO ledger (name, value) VALUES (?, ?)"
                + " ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)")) {
            upsert.setString(1, name);
            upsert.setLong(2, value);
            upsert.executeUpdate();
        }
    }

    @Override
    public SortedMap<String, Long> under(String prefix) {
        return database.read("read the ledger", connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT name, value FROM ledger WHERE substr(name, 1, ?) = ?")) {
                select.setInt(1, prefix.length());
                select.setString(2, prefix);
                try (ResultSet result = select.executeQuery()) {
                    SortedMap<String, Long> found = new TreeMap<>();
                    while (result.next()) {
                        found.put(result.getString(1), result.getLong(2));
                    }
                    return found;
                }
            }
        });
    }

    @Override
    public Optional<Instant> gap() {
        return database.read("read the ledger", connection -> {
            try (Statement select = connection.createStatement();
                    ResultSet result = select.executeQuery("SELECT restored_at FROM ledger_gap")) {
                return result.next() ? Optional.of(Instant.parse(result.getString(1))) : Optional.empty();
            }
        });
    }

    @Override
    public void open(Instant restored) {
        database.change("write the ledger", connection -> {
            try (PreparedStatement upsert = connection.prepareStatement(
                    "INSERT INTO ledger_gap (id, restored_at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE"
                            + " SET restored_at = excluded.restored_at")) {
                upsert.setString(1, restored.toString());
                upsert.executeUpdate();
            }
        });
    }

    @Override
    public void accept() {
        database.change("write the ledger", connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM ledger_gap");
            }
        });
    }
}
