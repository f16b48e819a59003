// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.coordinator.member.ConsortiumStore;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;

/** A consortium's records as rows of the coordinator's database; first states lie in pieces of 1 MiB. */
final class ConsortiumTables implements ConsortiumStore {
    private static final int PIECE = 1 << 20;

    private final GroupCommit database;

    ConsortiumTables(GroupCommit database) {
        this.database = database;
    }

    @Override
    public List<Entry> entries() {
        return database.read("read the consortium", connection -> {
            List<Entry> entries = new ArrayList<>();
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT kind, name, content FROM consortium ORDER BY id");
                    ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    entries.add(new Entry(
                            Kind.valueOf(result.getString(1)),
                            Bytes.wrap(result.getBytes(2)),
                            Optional.ofNullable(result.getBytes(3))
                                    .map(Bytes::wrap)
                                    .orElse(Bytes.EMPTY)));
                }
            }
            return List.copyOf(entries);
        });
    }

    @Override
    public void commit(List<Change> changes) {
        List<Change> all = List.copyOf(changes);
        database.commit("change the consortium", connection -> {
            for (Change change : all) {
                apply(connection, change);
            }
        });
    }

    private static void apply(Connection connection, Change change) throws SQLException {
        if (change instanceof Change.Add add) {
            put(connection, "INSERT INTO consortium (kind, name, content) VALUES (?, ?, ?)", add.entry());
        } else if (change instanceof Change.Put put) {
            put(
                    connection,
                    "INSERT INTO consortium (kind, name, content) VALUES (?, ?, ?)"
                            + " ON CONFLICT (kind, name) DO UPDATE SET content = excluded.content",
                    put.entry());
        } else if (change instanceof Change.Remove remove) {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM consortium WHERE kind = ? AND name = ?")) {
                statement.setString(1, remove.kind().name());
                statement.setBytes(2, remove.key().toByteArray());
                statement.executeUpdate();
            }
        } else if (change instanceof Change.AddState state) {
            addState(connection, state);
        } else if (change instanceof Change.RemoveState state) {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM proposed_state WHERE state = ?")) {
                statement.setBytes(1, state.digest().toByteArray());
                statement.executeUpdate();
            }
        }
    }

    private static void put(Connection connection, String sql, Entry entry) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, entry.kind().name());
            statement.setBytes(2, entry.key().toByteArray());
            statement.setBytes(3, entry.content().toByteArray());
            statement.executeUpdate();
        }
    }

    private static void addState(Connection connection, Change.AddState state) throws SQLException {
        String insert =
                "INSERT INTO proposed_state (state, piece, content) VALUES (?, ?, ?) ON CONFLICT (state, piece) DO NOTHING";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            int size = state.content().size();
            for (int piece = 0; piece == 0 || (long) piece * PIECE < size; piece++) {
                statement.setBytes(1, state.digest().toByteArray());
                statement.setInt(2, piece);
                statement.setBytes(
                        3,
                        state.content()
                                .slice(piece * PIECE, (int) Math.min(size, (piece + 1L) * PIECE))
                                .toByteArray());
                statement.executeUpdate();
            }
        }
    }

    @Override
    public Optional<Bytes> state(Digest digest) {
        return database.read("read a proposed state", connection -> {
            String select = "SELECT content FROM proposed_state WHERE state = ? ORDER BY piece";
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            try (PreparedStatement statement = connection.prepareStatement(select)) {
                statement.setBytes(1, digest.toByteArray());
                try (ResultSet result = statement.executeQuery()) {
                    if (!result.next()) {
                        return Optional.empty();
                    }
                    do {
                        byte[] piece = result.getBytes(1);
                        whole.writeBytes(piece == null ? new byte[0] : piece);
                    } while (result.next());
                }
            }
            return Optional.of(Bytes.wrap(whole.toByteArray()));
        });
    }

    /** The database belongs to the coordinator's store, which closes it. */
    @Override
    public void close() {}
}
