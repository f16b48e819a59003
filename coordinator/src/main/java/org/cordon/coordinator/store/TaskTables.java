// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.cordon.coordinator.round.CoordinatorStore.Entry;
import org.cordon.coordinator.round.CoordinatorStore.StoredTask;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Signature;

/** Tasks and journal, as SQL that SQLite and PostgreSQL both understand. */
final class TaskTables {
    private final GroupCommit database;

    TaskTables(GroupCommit database) {
        this.database = database;
    }

    void saveTask(Digest session, Bytes charter, Signature signature) {
        database.commit("save a task", connection -> {
            String insert =
                    "INSERT INTO task (session, charter, signature) VALUES (?, ?, ?) ON CONFLICT (session) DO NOTHING";
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                statement.setBytes(1, session.toByteArray());
                statement.setBytes(2, charter.toByteArray());
                statement.setBytes(3, signature.toByteArray());
                statement.executeUpdate();
            }
        });
    }

    void endTask(Digest session) {
        database.commit("end a task", connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("UPDATE task SET ended = 1 WHERE session = ?")) {
                statement.setBytes(1, session.toByteArray());
                statement.executeUpdate();
            }
        });
    }

    List<StoredTask> openTasks() {
        return database.read("list the tasks", connection -> {
            String select = "SELECT session, charter, signature FROM task WHERE ended = 0 ORDER BY id";
            List<StoredTask> tasks = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(select);
                    ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    tasks.add(new StoredTask(
                            Digest.of(result.getBytes(1)), bytes(result, 2), Signature.of(result.getBytes(3))));
                }
            }
            return List.copyOf(tasks);
        });
    }

    void append(Digest session, Entry entry) {
        database.commit("append to the journal", connection -> insert(connection, session, List.of(entry)));
    }

    private static void insert(Connection connection, Digest session, List<Entry> entries) throws SQLException {
        String insert = "INSERT INTO journal (session, kind, epoch, round, attempt, sender, content)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (Entry entry : entries) {
                statement.setBytes(1, session.toByteArray());
                statement.setString(2, entry.kind());
                statement.setInt(3, entry.epoch());
                statement.setInt(4, entry.round());
                statement.setInt(5, entry.attempt());
                statement.setInt(6, entry.sender());
                statement.setBytes(7, entry.content().toByteArray());
                statement.executeUpdate();
            }
        }
    }

    List<Entry> journal(Digest session) {
        return database.read("read the journal", connection -> journal(connection, session));
    }

    static List<Entry> journal(Connection connection, Digest session) throws SQLException {
        String select =
                "SELECT kind, epoch, round, attempt, sender, content FROM journal WHERE session = ? ORDER BY id";
        List<Entry> entries = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setBytes(1, session.toByteArray());
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    entries.add(entry(result));
                }
            }
        }
        return List.copyOf(entries);
    }

    private static Entry entry(ResultSet result) throws SQLException {
        return new Entry(
                result.getString(1),
                result.getInt(2),
                result.getInt(3),
                result.getInt(4),
                result.getInt(5),
                bytes(result, 6));
    }

    /** SQLite's driver hands out null for an empty byte string. */
    static Bytes bytes(ResultSet result, int column) throws SQLException {
        byte[] value = result.getBytes(column);
        return value == null ? Bytes.EMPTY : Bytes.wrap(value);
    }

    void compact(Digest session, List<Entry> entries) {
        List<Entry> kept = List.copyOf(entries);
        database.commit("compact the journal", connection -> {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM journal WHERE session = ?")) {
                statement.setBytes(1, session.toByteArray());
                statement.executeUpdate();
            }
            insert(connection, session, kept);
        });
    }
}
