// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.io.InterruptedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The advisory lock that a coordinator's session holds: one coordinator at a time has the database. */
final class PostgresLock {
    private static final long NUMBER = 0x436f72646f6eL;
    private static final long PAUSE_MILLIS = 100;

    private Optional<Session> last = Optional.empty();

    /** A session as the server names it. */
    private record Session(int process, String since) {}

    /** Somebody else has the database; this coordinator must not go on. */
    static final class Taken extends SQLException {
        private static final long serialVersionUID = 1L;

        Taken(String reason) {
            super(reason);
        }
    }

    /** Takes the lock for {@code session}, from our own session of before if need be. */
    void take(Connection session, long deadline) throws SQLException {
        if (last.isPresent()) {
            end(session, last.get());
        }
        while (!isHeldBy(session)) {
            if (System.nanoTime() > deadline) {
                throw new Taken(
                        "another coordinator has it in use: stop that one, or give this one a database of its own");
            }
            pause();
        }
        try (Statement statement = session.createStatement()) {
            statement.execute("SET synchronous_commit = on");
            try (ResultSet result = statement.executeQuery(
                    "SELECT pid, backend_start::text FROM pg_stat_activity WHERE pid = pg_backend_pid()")) {
                last = result.next()
                        ? Optional.of(new Session(result.getInt(1), result.getString(2)))
                        : Optional.empty();
            }
        }
    }

    /** A session whose connection broke can live on at the server for a while, with the lock. */
    private static void end(Connection session, Session before) throws SQLException {
        String sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ? AND backend_start::text = ?";
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            statement.setInt(1, before.process());
            statement.setString(2, before.since());
            statement.execute();
        }
    }

    private static boolean isHeldBy(Connection session) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            statement.setLong(1, NUMBER);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    /** Between two tries. */
    static void pause() throws SQLException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while the server was away", new InterruptedIOException());
        }
    }
}
