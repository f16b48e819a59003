// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.cordon.disk.Archive;
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

    private final PostgresServer server;
    private final Duration patience;
    private final PostgresLock lock = new PostgresLock();
    private Optional<Connection> connection = Optional.empty();
    private Optional<Bytes> incarnation = Optional.empty();
    private long committed;

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
            database.lock.take(first, System.nanoTime() + patience.toNanos());
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

    /** Puts a backup's rows into empty tables of its version. */
    static void fill(PostgresServer server, DataSource beside, Archive backup) {
        PostgresDatabase database = new PostgresDatabase(server, Duration.ofSeconds(5));
        try {
            Connection session = database.connected(System.nanoTime() + database.patience.toNanos());
            MIGRATIONS.upTo(backup.header().schema()).run(flyway -> flyway.dataSource(beside), server.place());
            database.transact(List.of(connection -> CoordinatorBackup.fill(connection, backup, server.place())));
            session.close();
        } catch (SQLException failure) {
            throw database.failure("restore", failure);
        } finally {
            database.drop();
        }
    }

    /** Writes this start's mark into the node directory: the state that is there now is the node's. */
    void adopt(Incarnation own) {
        own.settle(incarnation.orElseThrow(), committed);
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
        PostgresLock.pause();
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

    private static PostgresLock.Taken taken() {
        return new PostgresLock.Taken("another coordinator has taken it since: stop one of the two");
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
            connection = Optional.of(server.connect());
            try {
                lock.take(connection.get(), deadline);
            } catch (SQLException withoutLock) {
                drop();
                throw withoutLock;
            }
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
        return failure instanceof PostgresLock.Taken
                ? new StoreFailure("cannot " + act + " in " + server.place() + ": " + failure.getMessage(), failure)
                : server.failure(act, failure);
    }

    @Override
    public void close() {
        drop();
    }
}
