// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cordon.config.PostgresSettings;
import org.cordon.coordinator.round.CoordinatorStore.StoredTask;
import org.cordon.coordinator.round.RestoredJournal;
import org.cordon.disk.Archive;
import org.cordon.disk.DurableFiles;
import org.cordon.disk.Incarnation;
import org.cordon.disk.SqliteFile;
import org.cordon.disk.StoreFailure;
import org.cordon.disk.TableCopy;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.sum.epoch.EpochNumbers;

/*
 * A dump of rows, not the database's own files: it is read in one snapshot beside a coordinator that runs, it is the same
 * for SQLite and PostgreSQL - a backup of one can be restored into the other - and it leaves out what a restored
 * coordinator must not have. SQLite's online copy would take all of that along, and pg_dump would be one more program
 * of the right version on the coordinator's host.
 */
/**
 * Backups of a coordinator: tasks, journals, public states and the consortium's records.
 *
 * <p><b>Guarantees.</b> A backup is consistent, also while the coordinator runs. It holds no masked vector and no secret. A
 * restored coordinator takes up no round that was open, and begins each task's next epoch above every epoch that members
 * can know; tasks that had ended stay ended.
 *
 * <p><b>Does not check</b> whether members have gone on since: a task whose members hold a later state than the backup
 * waits, and says so.
 */
public final class CoordinatorBackup {
    private static final String KIND = "coordinator";
    private static final List<String> TABLES = List.of("task", "journal", "consortium", "proposed_state");
    private static final int TRIES = 10;

    private CoordinatorBackup() {}

    /** Backs up the store in a directory. */
    public static void ofDirectory(Path data, Path out, Instant taken) {
        Path file = data.resolve(SqliteCoordinatorStore.DATABASE);
        if (!Files.isRegularFile(file)) {
            throw new StoreFailure("there is no coordinator's store in " + data + "; name the data directory of a"
                    + " coordinator that has run");
        }
        SqliteFile database = SqliteFile.at(file);
        for (int left = TRIES; ; left--) {
            try (Connection connection = database.open();
                    Statement begin = connection.createStatement()) {
                begin.execute("PRAGMA query_only=ON");
                begin.execute("BEGIN");
                Map<String, Bytes> contents = tables(connection);
                if (states(data.resolve("states"), journals(connection), contents) || left == 0) {
                    write(connection, out, taken, contents);
                    return;
                }
            } catch (SQLException failure) {
                throw database.failure("back up", failure);
            } catch (IOException failure) {
                throw StoreFailure.of("back up", data, failure);
            }
        }
    }

    /** Backs up the store in a PostgreSQL database. */
    public static void ofDatabase(PostgresSettings settings, Path out, Instant taken) {
        PostgresServer server = new PostgresServer(settings);
        try (Connection connection = server.connect();
                Statement begin = connection.createStatement()) {
            begin.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            if (!TableCopy.exists(connection, "task")) {
                throw new StoreFailure("there is no coordinator's store in " + server.place()
                        + "; name the database of a coordinator that has run");
            }
            Map<String, Bytes> contents = tables(connection);
            try (ResultSet states = begin.executeQuery("SELECT session, digest, content FROM state")) {
                while (states.next()) {
                    contents.put(
                            Archive.stateName(Digest.of(states.getBytes(1)), Digest.of(states.getBytes(2))),
                            Bytes.wrap(states.getBytes(3)));
                }
            }
            write(connection, out, taken, contents);
        } catch (SQLException failure) {
            throw server.failure("back up", failure);
        }
    }

    private static Map<String, Bytes> tables(Connection connection) throws SQLException {
        Map<String, Bytes> contents = new TreeMap<>();
        for (String table : TABLES) {
            if (TableCopy.exists(connection, table)) {
                boolean ordered = !table.equals("proposed_state");
                contents.put(
                        "tables/" + table,
                        TableCopy.read(connection, "SELECT * FROM " + table + (ordered ? " ORDER BY id" : "")));
            }
        }
        return contents;
    }

    private static void write(Connection connection, Path out, Instant taken, Map<String, Bytes> contents)
            throws SQLException {
        Archive.write(out, new Archive.Header(KIND, TableCopy.schema(connection), taken), sink -> {
            for (Map.Entry<String, Bytes> content : contents.entrySet()) {
                sink.put(content.getKey(), content.getValue());
            }
        });
    }

    /** The newest published state of each session, by its digest; the first one is among the files in any case. */
    private static Map<Digest, Digest> journals(Connection connection) throws SQLException {
        Map<Digest, Digest> newest = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT session FROM task WHERE ended = 0");
                ResultSet sessions = select.executeQuery()) {
            while (sessions.next()) {
                Digest session = Digest.of(sessions.getBytes(1));
                RestoredJournal.state(TaskTables.journal(connection, session))
                        .ifPresent(state -> newest.put(session, state));
            }
        }
        return newest;
    }

    /** Adds the state files; false where a needed one went while we read, as the coordinator goes on. */
    private static boolean states(Path root, Map<Digest, Digest> needed, Map<String, Bytes> contents)
            throws IOException {
        for (Path session : DurableFiles.list(root)) {
            for (Path file : DurableFiles.list(session)) {
                String name = file.getFileName().toString();
                int dash = name.indexOf('-');
                if (dash > 0 && !name.endsWith(".tmp") && Files.exists(file)) {
                    String key = "states/" + session.getFileName() + "/" + name.substring(dash + 1);
                    contents.put(key, Bytes.wrap(Files.readAllBytes(file)));
                }
            }
        }
        return needed.entrySet().stream()
                .allMatch(each -> contents.containsKey(Archive.stateName(each.getKey(), each.getValue())));
    }

    /** Puts a backup's rows into tables that must be empty. */
    static void fill(Connection connection, Archive backup, String place) throws SQLException {
        if (TableCopy.schema(connection) != backup.header().schema()) {
            throw new StoreFailure("the backup is of version " + backup.header().schema()
                    + " of the tables, which this version of Cordon does not have; restore it with the version that wrote"
                    + " it, or a newer one");
        }
        for (String table : TABLES) {
            if (TableCopy.exists(connection, table)) {
                requireEmpty(connection, table, place);
                for (String name : backup.names("tables/" + table)) {
                    if (name.equals("tables/" + table)) {
                        TableCopy.insert(connection, table, backup.read(name));
                    }
                }
            }
        }
    }

    private static void requireEmpty(Connection connection, String table, String place) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table)) {
            if (count.next() && count.getLong(1) > 0) {
                throw new StoreFailure(
                        place + " must be empty to restore into, but holds a coordinator's state; move it"
                                + " away, or leave out --in to go on with what is there");
            }
        }
    }

    /** Fills an empty directory from a backup, then {@link #goOn}. */
    public static int intoDirectory(Path data, Path in, Incarnation own, Instant now) {
        try (Archive backup = Archive.open(in, KIND)) {
            SqliteCoordinatorStore.fill(data, backup);
            try (SqliteCoordinatorStore store = SqliteCoordinatorStore.open(data)) {
                restoreStates(store, backup);
                return goOn(store, own, now);
            }
        }
    }

    /** Fills an empty PostgreSQL database from a backup, then {@link #goOn}. */
    public static int intoDatabase(PostgresSettings settings, Path in, Incarnation own, Instant now) {
        try (Archive backup = Archive.open(in, KIND)) {
            PostgresCoordinatorStore.fill(settings, backup);
            try (PostgresCoordinatorStore store = PostgresCoordinatorStore.open(settings)) {
                restoreStates(store, backup);
                return goOn(store, own, now);
            }
        }
    }

    private static void restoreStates(RestorableStore store, Archive backup) {
        for (String name : backup.names("states/")) {
            String[] parts = name.split("/", -1);
            store.saveState(Digest.parseHex(parts[1]), Digest.parseHex(parts[2]), backup.read(name));
        }
    }

    /**
     * Makes a state that may be an older copy one that this node can go on from.
     *
     * @return how many tasks are open
     */
    static int goOn(RestorableStore store, Incarnation own, Instant now) {
        int open = 0;
        for (StoredTask task : store.openTasks()) {
            Digest session = task.session();
            store.compact(session, RestoredJournal.of(store.journal(session), EpochNumbers.at(now)));
            store.dropUploadsBefore(session, Integer.MAX_VALUE, Integer.MAX_VALUE);
            open++;
        }
        store.adopt(own);
        return open;
    }

    /** {@link #goOn} with the directory as it is. */
    public static int inPlace(Path data, Incarnation own, Instant now) {
        try (SqliteCoordinatorStore store = SqliteCoordinatorStore.open(data)) {
            return goOn(store, own, now);
        }
    }

    /** {@link #goOn} with the database as it is. */
    public static int inPlace(PostgresSettings settings, Incarnation own, Instant now) {
        try (PostgresCoordinatorStore store = PostgresCoordinatorStore.open(settings)) {
            return goOn(store, own, now);
        }
    }
}
