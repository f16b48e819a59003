// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.config.PostgresSettings;
import org.cordon.coordinator.member.ConsortiumStore;
import org.cordon.disk.Archive;
import org.cordon.disk.Incarnation;
import org.cordon.disk.StoreFailure;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.task.OfferedCharter;

/**
 * The coordinator's store in a PostgreSQL database: tasks, journal, uploads and states; nothing lies beside it.
 *
 * <p><b>Guarantees.</b> A call that has returned is durable, whole, and in order; changes of many threads share an fsync
 * ({@link GroupCommit}). One coordinator at a time has the database: a second is refused, and one whose lock was lost
 * and whose database was taken changes nothing more. A lost connection or a restart of the server in the middle of a
 * call is waited out, for 20 s at most, and the call takes place once; if the server stays away the call fails, tasks
 * stop where they are and go on at the next start. An upload survives up to its last sync.
 *
 * <p><b>Does not check</b> what entries or uploads hold. It keeps no secrets.
 *
 * <p>Calls are safe from many threads; tested with PostgreSQL 18.
 */
public final class PostgresCoordinatorStore implements RestorableStore {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HikariDataSource beside;
    private final PostgresDatabase database;
    private final GroupCommit writer;
    private final TaskTables tables;
    private final PostgresUploads uploads;

    private PostgresCoordinatorStore(PostgresServer server, HikariDataSource beside, PostgresDatabase database) {
        this.beside = beside;
        this.database = database;
        this.writer = new GroupCommit(database);
        this.tables = new TaskTables(writer);
        this.uploads = new PostgresUploads(server, beside, writer);
    }

    /**
     * Opens the store, making its tables where they are missing, whatever it held last.
     *
     * @throws StoreFailure where the database cannot be reached, is another coordinator's or of another version
     */
    public static PostgresCoordinatorStore open(PostgresSettings settings) {
        return open(settings, Optional.empty(), PATIENCE);
    }

    /** The same; refused where {@code incarnation} tells that this is not what the node had last. */
    public static PostgresCoordinatorStore open(PostgresSettings settings, Incarnation incarnation) {
        return open(settings, Optional.of(incarnation), PATIENCE);
    }

    /** Waits {@code patience} at most for a server that is away. */
    static PostgresCoordinatorStore open(
            PostgresSettings settings, Optional<Incarnation> incarnation, Duration patience) {
        PostgresServer server = new PostgresServer(settings);
        HikariDataSource beside = server.pool();
        try {
            PostgresDatabase database = PostgresDatabase.open(server, beside, patience);
            PostgresCoordinatorStore store = new PostgresCoordinatorStore(server, beside, database);
            database.begin(incarnation);
            return store;
        } catch (RuntimeException failure) {
            beside.close();
            throw failure;
        }
    }

    /** The records of the consortium, in the same database; closed with this store. */
    public ConsortiumStore consortium() {
        return new ConsortiumTables(writer);
    }

    @Override
    public void saveTask(Digest session, OfferedCharter charter) {
        tables.saveTask(session, charter);
    }

    @Override
    public void endTask(Digest session) {
        tables.endTask(session);
    }

    @Override
    public List<StoredTask> openTasks() {
        return tables.openTasks();
    }

    @Override
    public void append(Digest session, Entry entry) {
        tables.append(session, entry);
    }

    @Override
    public List<Entry> journal(Digest session) {
        return tables.journal(session);
    }

    @Override
    public void compact(Digest session, List<Entry> entries) {
        tables.compact(session, entries);
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
        String upsert = "INSERT INTO state (session, digest, content) VALUES (?, ?, ?)"
                + " ON CONFLICT (session, digest) DO UPDATE SET content = excluded.content";
        writer.commit("save a state", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(upsert)) {
                statement.setBytes(1, session.toByteArray());
                statement.setBytes(2, state.toByteArray());
                statement.setBytes(3, content.toByteArray());
                statement.executeUpdate();
            }
        });
    }

    @Override
    public void keepStates(Digest session, Set<Digest> states) {
        byte[][] kept = states.stream().map(Digest::toByteArray).toArray(byte[][]::new);
        writer.commit("forget states", connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM state WHERE session = ? AND NOT digest = ANY (?)")) {
                statement.setBytes(1, session.toByteArray());
                statement.setArray(2, connection.createArrayOf("bytea", kept));
                statement.executeUpdate();
            }
        });
    }

    @Override
    public Optional<Bytes> loadState(Digest session, Digest state) {
        return uploads.beside("load a state", connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT content FROM state WHERE session = ? AND digest = ?")) {
                statement.setBytes(1, session.toByteArray());
                statement.setBytes(2, state.toByteArray());
                return one(statement);
            }
        });
    }

    private static Optional<Bytes> one(PreparedStatement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            return result.next() ? Optional.of(TaskTables.bytes(result, 1)) : Optional.empty();
        }
    }

    /** How many changes wait for the next transaction. */
    int waiting() {
        return writer.waiting();
    }

    /** Fills the empty database from a backup. */
    static void fill(PostgresSettings settings, Archive backup) {
        PostgresServer server = new PostgresServer(settings);
        try (HikariDataSource beside = server.pool()) {
            PostgresDatabase.fill(server, beside, backup);
        }
    }

    @Override
    public void adopt(Incarnation own) {
        database.adopt(own);
    }

    @Override
    public void close() {
        try {
            writer.close();
        } finally {
            beside.close();
        }
    }
}
