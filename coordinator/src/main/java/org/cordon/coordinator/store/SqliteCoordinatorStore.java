// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.coordinator.round.CoordinatorStore;
import org.cordon.disk.Incarnation;
import org.cordon.disk.Migrations;
import org.cordon.disk.SqliteFile;
import org.cordon.disk.StateFiles;
import org.cordon.disk.StoreDirectory;
import org.cordon.disk.StoreFailure;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Signature;

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
    static final Migrations MIGRATIONS = Migrations.in("db/coordinator", SqliteCoordinatorStore.class);

    static final String DATABASE = "coordinator.db";

    private final StoreDirectory directory;
    private final UploadFiles uploads;
    private final StateFiles states;
    private final GroupCommit database;
    private final TaskTables tables;

    private SqliteCoordinatorStore(StoreDirectory directory, Optional<Incarnation> incarnation) {
        this.directory = directory;
        this.uploads = new UploadFiles(directory);
        this.states = new StateFiles(directory.directory("states"), Integer.MAX_VALUE);
        SqliteFile file = SqliteFile.at(directory.resolve(DATABASE));
        Connection connection = MIGRATIONS.migrated(file);
        incarnation.ifPresent(own -> settle(own, file, connection));
        this.database = new GroupCommit(new SqliteDatabase(file, connection));
        this.tables = new TaskTables(database);
    }

    private static void settle(Incarnation own, SqliteFile file, Connection connection) {
        try {
            Incarnation.Mark mark = own.next(Incarnation.stored(connection), "the database " + file.path());
            Incarnation.store(connection, mark);
            own.settle(mark.incarnation(), mark.changes());
        } catch (SQLException failure) {
            throw file.failure("mark the start", failure);
        }
    }

    /**
     * Opens (or makes) the store in {@code root}, whatever it held last.
     *
     * @throws StoreFailure where the directory is in use, unusable or damaged
     */
    public static SqliteCoordinatorStore open(Path root) {
        return open(root, Optional.empty());
    }

    /** The same; refused where {@code incarnation} tells that this is not what the node had last. */
    public static SqliteCoordinatorStore open(Path root, Incarnation incarnation) {
        return open(root, Optional.of(incarnation));
    }

    private static SqliteCoordinatorStore open(Path root, Optional<Incarnation> incarnation) {
        StoreDirectory directory = StoreDirectory.open(root);
        try {
            return new SqliteCoordinatorStore(directory, incarnation);
        } catch (RuntimeException failure) {
            directory.close();
            throw failure;
        }
    }

    @Override
    public void saveTask(Digest session, Bytes charter, Signature signature) {
        tables.saveTask(session, charter, signature);
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
