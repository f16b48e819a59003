// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.cordon.disk.Incarnation;
import org.cordon.disk.SqliteFile;
import org.cordon.disk.StoreFailure;
import org.cordon.disk.TableCopy;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;

/** The one connection to a member's database, and what it tells of the node's starts; safe from many threads. */
final class MemberDatabase implements AutoCloseable {
    private final SqliteFile file;
    private final Connection connection;
    private final Optional<Incarnation> incarnation;
    private Optional<Incarnation.Mark> mark = Optional.empty();

    /** Part of a transaction. */
    @FunctionalInterface
    interface Change {
        void apply(Connection connection) throws SQLException;
    }

    /** Reads, changes nothing. */
    @FunctionalInterface
    interface Query<T> {
        T read(Connection connection) throws SQLException;
    }

    MemberDatabase(SqliteFile file, Connection connection, Optional<Incarnation> incarnation) {
        this.file = file;
        this.connection = connection;
        this.incarnation = incarnation;
    }

    synchronized <T> T read(String act, Query<T> query) {
        try {
            return query.read(connection);
        } catch (SQLException failure) {
            throw file.failure(act, failure);
        }
    }

    /** All or nothing, durable on return. */
    synchronized void change(String act, Change change) {
        try {
            say("BEGIN IMMEDIATE");
            try {
                change.apply(connection);
                say("COMMIT");
            } catch (SQLException | RuntimeException failure) {
                rollBack(failure);
                throw failure;
            }
        } catch (SQLException failure) {
            throw file.failure(act, failure);
        }
    }

    /** A change of what the node must never forget: counted in the state and in the node directory, in this order. */
    synchronized void changeAndCount(String act, Change change) {
        if (mark.isEmpty()) {
            change(act, change);
            return;
        }
        Incarnation.Mark before = mark.get();
        Incarnation.Mark counted = new Incarnation.Mark(before.incarnation(), before.previous(), before.changes() + 1);
        change(act, open -> {
            change.apply(open);
            Incarnation.store(open, counted);
        });
        mark = Optional.of(counted);
        incarnation.ifPresent(own -> own.settle(counted.incarnation(), counted.changes()));
    }

    private void say(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void rollBack(Exception failure) {
        try {
            say("ROLLBACK");
        } catch (SQLException second) {
            failure.addSuppressed(second);
        }
    }

    /** Marks this start, where the state is the node's last. */
    synchronized void begin() {
        incarnation.ifPresent(own -> {
            Incarnation.Mark next = own.next(storedMark(), "the state in " + file.path());
            change("mark the start", open -> Incarnation.store(open, next));
            own.settle(next.incarnation(), next.changes());
            mark = Optional.of(next);
        });
    }

    /** The mark that this state was last opened under. */
    Optional<Incarnation.Mark> storedMark() {
        return read("read the mark", Incarnation::stored);
    }

    /** What is in the state now is that of the node that {@code own} belongs to. */
    void adopt(Incarnation own) {
        change("mark the state", own::adopt);
    }

    int epochFloor() {
        return read("read the mark", open -> {
            try (Statement statement = open.createStatement();
                    ResultSet result = statement.executeQuery("SELECT floor FROM mark WHERE id = 1")) {
                return result.next() ? result.getInt(1) : 0;
            }
        });
    }

    /** From now on no session is joined but in a later epoch. */
    void raiseEpochFloor(int floor, Randomness randomness) {
        change("restore", open -> {
            if (Incarnation.stored(open).isEmpty()) {
                Incarnation.store(open, Incarnation.unchecked(Optional.empty(), randomness));
            }
            try (PreparedStatement update = open.prepareStatement("UPDATE mark SET floor = max(floor, ?)")) {
                update.setInt(1, floor);
                update.executeUpdate();
            }
        });
    }

    /** Raises every count of the ledger to that of a backup. */
    void raiseLedger(Bytes rows) {
        change("restore the ledger", open -> {
            say("CREATE TEMP TABLE restored (name TEXT NOT NULL, value INTEGER NOT NULL)");
            TableCopy.insert(open, "restored", rows);
            say("INSERT INTO ledger (name, value) SELECT name, value FROM restored WHERE true"
                    + " ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)");
            say("DROP TABLE restored");
        });
    }

    /** What a failure means to an operator. */
    StoreFailure failure(String act, SQLException failure) {
        return file.failure(act, failure);
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw file.failure("close", failure);
        }
    }
}
