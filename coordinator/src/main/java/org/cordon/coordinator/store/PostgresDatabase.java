// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.io.InterruptedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.cordon.disk.Incarnation;
import org.cordon.disk.Migrations;
import org.cordon.disk.StoreFailure;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;

/*
 * One session of the server holds the advisory lock of the database and writes everything that must be durable. Each of
 * its transactions also counts one up in the row that bears this start's incarnation:
 *
 *   - a coordinator that lost its lock with its connection, and whose database was taken by another, changes no row and
 *     knows that it is out: nothing of its transaction happens;
 *   - when the connection breaks, nobody hears whether the last COMMIT took place. The next session first gets the lock,
 *     so the server has ended the old one; the count then tells, and what did not happen is done again.
 */
/**
 * The coordinator's own session with PostgreSQL.
 *
 * <p><b>Guarantees.</b> {@link #transact} takes place once or not at all, also over lost connections and restarts of the
 * server; while the server is away it waits for it, for {@code patience} at most, and then fails.
 */
final class PostgresDatabase implements TransactionalDatabase {
    static final Migrations MIGRATIONS = Migrations.in("db/coordinator-postgres", PostgresDatabase.class);

    private static final long LOCK = 0x436f72646f6eL;
    private static final long PAUSE_MILLIS = 100;

    private final PostgresServer server;
    private final Duration patience;
    private Optional<Connection> connection = Optional.empty();
    private Optional<Session> last = Optional.empty();
    private Optional<Bytes> incarnation = Optional.empty();
    private long committed;

    /** A session as the server names it. */
    private record Session(int process, String since) {}

    /** Somebody else has the database; this coordinator must not go on. */
    static final class Taken extends SQLException {
        private static final long serialVersionUID = 1L;

        Taken(String reason) {
            super(reason);
        }
    }

    private PostgresDatabase(PostgresServer server, Duration patience) {
        this.server = server;
        this.patience = patience;
    }

    /** Takes the database for this process and brings its tables up to date. */
    static PostgresDatabase open(PostgresServer server, DataSource beside, Duration patience) {
        PostgresDatabase database = new PostgresDatabase(server, patience);
        try {
            Connection first = server.connect();
            database.connection = Optional.of(first);
            requireDurable(first, server);
            database.lock(first, System.nanoTime() + patience.toNanos());
            MIGRATIONS.run(flyway -> flyway.dataSource(beside), server.place());
            return database;
        } catch (SQLException failure) {
            database.drop();
            throw database.failure("open the store", failure);
        } catch (RuntimeException failure) {
            database.drop();
            throw failure;
        }
    }

    private static void requireDurable(Connection connection, PostgresServer server) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW fsync")) {
            if (!result.next() || !"on".equals(result.getString(1))) {
                throw new StoreFailure(server.place() + " must force what it commits to its disk, but fsync is off;"
                        + " set fsync = on in the server's postgresql.conf");
            }
        }
    }

    /** Marks this start; from now on only a transaction under this mark takes place. */
    void begin(Optional<Incarnation> checked) {
        try {
            Connection session = connected(System.nanoTime() + patience.toNanos());
            Optional<Incarnation.Mark> stored = Incarnation.stored(session);
            Incarnation.Mark mark = checked.map(own -> own.next(stored, server.place()))
                    .orElseGet(() -> Incarnation.unchecked(stored, Randomness.secure()));
            Incarnation.store(session, mark);
            checked.ifPresent(own -> own.settle(mark.incarnation(), mark.changes()));
            incarnation = Optional.of(mark.incarnation());
            committed = mark.changes();
        } catch (SQLException failure) {
            drop();
            throw failure("mark the start", failure);
        } catch (RuntimeException failure) {
            drop();
            throw failure;
        }
    }

    private void lock(Connection session, long deadline) throws SQLException {
        last.ifPresent(before -> end(session, before));
        while (!isLocked(session)) {
            if (System.nanoTime() > deadline) {
                throw new Taken(
                        "another coordinator has it in use: stop that one, or give this one a database of its own");
            }
            pause();
        }
        try (Statement statement = session.createStatement()) {
            statement.execute("SET synchronous_commit = on");
            try (ResultSet result = statement.executeQuery(
                    "SELECT pid, backend_start::text FROM pg_stat_activity" + " WHERE pid = pg_backend_pid()")) {
                last = result.next()
                        ? Optional.of(new Session(result.getInt(1), result.getString(2)))
                        : Optional.empty();
            }
        }
    }

    /** A session whose connection broke can live on at the server for a while, with the lock. */
    private static void end(Connection session, Session before) {
        String sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ? AND backend_start::text = ?";
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            statement.setInt(1, before.process());
            statement.setString(2, before.since());
            statement.execute();
        } catch (SQLException notOurs) {
            // then the server ends it in its own time, and the lock is waited for
        }
    }

    private static boolean isLocked(Connection session) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            statement.setLong(1, LOCK);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    @Override
    public void transact(List<Change> changes) throws SQLException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean inDoubt = false;
        while (true) {
            try {
                Connection session = connected(deadline);
                if (!inDoubt || !hasCommitted(session)) {
                    inDoubt = true;
                    attempt(session, changes);
                }
                committed++;
                return;
            } catch (SQLException failed) {
                if (!retries(failed, deadline)) {
                    throw failed;
                }
            } catch (RuntimeException bug) {
                rollBack(bug);
                throw bug;
            }
        }
    }

    /** Whether the session was lost and there is time for another. */
    private boolean retries(SQLException failed, long deadline) throws SQLException {
        if (!PostgresServer.isLost(failed)) {
            rollBack(failed);
            return false;
        }
        drop();
        if (System.nanoTime() > deadline) {
            return false;
        }
        pause();
        return true;
    }

    private void attempt(Connection session, List<Change> changes) throws SQLException {
        say(session, "BEGIN");
        for (Change change : changes) {
            change.apply(session);
        }
        if (incarnation.isPresent()) {
            count(session, incarnation.get());
        }
        say(session, "COMMIT");
    }

    private void count(Connection session, Bytes own) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(
                "UPDATE mark SET changes = changes + 1 WHERE id = 1 AND incarnation = ? AND changes = ?")) {
            statement.setBytes(1, own.toByteArray());
            statement.setLong(2, committed);
            if (statement.executeUpdate() != 1) {
                throw taken();
            }
        }
    }

    private static Taken taken() {
        return new Taken("another coordinator has taken it since: stop one of the two");
    }

    private boolean hasCommitted(Connection session) throws SQLException {
        if (incarnation.isEmpty()) {
            return false;
        }
        try (Statement statement = session.createStatement();
                ResultSet result = statement.executeQuery("SELECT incarnation, changes FROM mark WHERE id = 1")) {
            if (!result.next() || !Bytes.wrap(result.getBytes(1)).equals(incarnation.get())) {
                throw taken();
            }
            return result.getLong(2) > committed;
        }
    }

    private Connection connected(long deadline) throws SQLException {
        if (connection.isEmpty()) {
            Connection next = server.connect();
            connection = Optional.of(next);
            lock(next, deadline);
        }
        return connection.get();
    }

    private void rollBack(Exception failure) {
        connection.ifPresent(session -> {
            try {
                say(session, "ROLLBACK");
            } catch (SQLException second) {
                failure.addSuppressed(second);
                drop();
            }
        });
    }

    private static void say(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public <T> T read(Query<T> query) throws SQLException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return query.read(connected(deadline));
            } catch (SQLException failed) {
                if (!retries(failed, deadline)) {
                    throw failed;
                }
            }
        }
    }

    private static void pause() throws SQLException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while the server was away", new InterruptedIOException());
        }
    }

    private void drop() {
        connection.ifPresent(session -> {
            try {
                session.close();
            } catch (SQLException gone) {
                // it was
            }
        });
        connection = Optional.empty();
    }

    @Override
    public StoreFailure failure(String act, SQLException failure) {
        return failure instanceof Taken
                ? new StoreFailure("cannot " + act + " in " + server.place() + ": " + failure.getMessage(), failure)
                : server.failure(act, failure);
    }

    @Override
    public void close() {
        drop();
    }
}
