// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.coordinator.round.CoordinatorStore;
import org.cordon.disk.SqliteFile;
import org.cordon.disk.StateFiles;
import org.cordon.disk.StoreDirectory;
import org.cordon.disk.StoreFailure;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.task.OfferedCharter;
import org.cordon.wire.CharterCodec;
import org.cordon.wire.HistoryCodec;

/**
 * The coordinator's store in a directory: tasks and journal in SQLite, uploads and states in files.
 *
 * <p><b>Guarantees.</b> A call that has returned is durable, whole, and in order; changes of many threads share an
 * fsync ({@link GroupCommit}). An upload survives kill -9 to its last appended byte, and a power cut up to its last
 * sync. States are kept until {@link #keepStates} names those that stay.
 *
 * <p><b>Does not check</b> what entries or uploads hold. It keeps no secrets: the coordinator has none that a round
 * depends on.
 *
 * <p>One process at a time; calls are safe from many threads.
 */
public final class SqliteCoordinatorStore implements CoordinatorStore {
    private static final String DATABASE = "coordinator.db";

    private final StoreDirectory directory;
    private final UploadFiles uploads;
    private final StateFiles states;
    private final GroupCommit database;

    private SqliteCoordinatorStore(StoreDirectory directory) {
        this.directory = directory;
        this.uploads = new UploadFiles(directory);
        this.states = new StateFiles(directory.directory("states"), Integer.MAX_VALUE);
        SqliteFile file = SqliteFile.at(directory.resolve(DATABASE));
        this.database = new GroupCommit(file, Schema.migrated(file));
    }

    /**
     * Opens (or makes) the store in {@code root}.
     *
     * @throws StoreFailure where the directory is in use, unusable or damaged
     */
    public static SqliteCoordinatorStore open(Path root) {
        StoreDirectory directory = StoreDirectory.open(root);
        try {
            return new SqliteCoordinatorStore(directory);
        } catch (RuntimeException failure) {
            directory.close();
            throw failure;
        }
    }

    @Override
    public void saveTask(Digest session, OfferedCharter charter) {
        database.commit("save a task", connection -> {
            String insert = "INSERT OR IGNORE INTO task (session, charter, approvals) VALUES (?, ?, ?)";
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                statement.setBytes(1, session.toByteArray());
                statement.setBytes(2, charter.exact().toByteArray());
                statement.setBytes(
                        3, HistoryCodec.encodeApprovals(charter.approvals()).toByteArray());
                statement.executeUpdate();
            }
        });
    }

    @Override
    public void endTask(Digest session) {
        database.commit("end a task", connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("UPDATE task SET ended = 1 WHERE session = ?")) {
                statement.setBytes(1, session.toByteArray());
                statement.executeUpdate();
            }
        });
    }

    @Override
    public List<StoredTask> openTasks() {
        return database.read("list the tasks", connection -> {
            String select = "SELECT session, charter, approvals FROM task WHERE ended = 0 ORDER BY id";
            List<StoredTask> tasks = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(select);
                    ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    Bytes exact = bytes(result, 2);
                    tasks.add(new StoredTask(
                            Digest.of(result.getBytes(1)),
                            new OfferedCharter(
                                    CharterCodec.decode(exact),
                                    exact,
                                    HistoryCodec.decodeApprovals(bytes(result, 3)))));
                }
            }
            return List.copyOf(tasks);
        });
    }

    @Override
    public void append(Digest session, Entry entry) {
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

    @Override
    public List<Entry> journal(Digest session) {
        return database.read("read the journal", connection -> {
            String select = "SELECT kind, epoch, round, attempt, sender, content FROM journal WHERE session = ?"
                    + " ORDER BY id";
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
        });
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

    /** The driver hands out null for an empty byte string. */
    private static Bytes bytes(ResultSet result, int column) throws SQLException {
        byte[] value = result.getBytes(column);
        return value == null ? Bytes.EMPTY : Bytes.wrap(value);
    }

    @Override
    public void compact(Digest session, List<Entry> entries) {
        List<Entry> kept = List.copyOf(entries);
        database.commit("compact the journal", connection -> {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM journal WHERE session = ?")) {
                statement.setBytes(1, session.toByteArray());
                statement.executeUpdate();
            }
            insert(connection, session, kept);
        });
    }

    @Override
    public UploadFile upload(Digest session, UploadKey key) {
        return uploads.open(session, key);
    }

    @Override
    public void dropUploadsBefore(Digest session, int epoch, int round) {
        uploads.dropBefore(session, epoch, round);
    }

    @Override
    public void saveState(Digest session, Digest state, Bytes content) {
        states.save(session, state, content);
    }

    @Override
    public void keepStates(Digest session, Set<Digest> kept) {
        states.retain(session, kept);
    }

    @Override
    public Optional<Bytes> loadState(Digest session, Digest state) {
        return states.load(session, state);
    }

    @Override
    public void close() {
        try {
            uploads.close();
            database.close();
        } finally {
            directory.close();
        }
    }
}
