// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * An SQLite file that loses no committed transaction: write-ahead log, {@code synchronous=FULL}, so that a commit is
 * one fsync of the log (sqlite.org/wal.html, section 3.1; sqlite.org/pragma.html#pragma_synchronous).
 *
 * <p><b>Guarantees.</b> The file has mode 0600 on POSIX, and so have SQLite's log and index beside it; {@link #open}
 * refuses a damaged file with a {@link StoreFailure} that names it.
 *
 * <p><b>Does not check</b> that one process writes only: {@link StoreDirectory} does. It brings no driver along.
 */
public final class SqliteFile {
    private final Path file;

    private SqliteFile(Path file) {
        this.file = file;
    }

    /** Makes the file where it is missing; an empty file is an empty database. */
    public static SqliteFile at(Path file) {
        try {
            DurableFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
            DurableFiles.syncName(file);
        } catch (IOException failure) {
            throw StoreFailure.of("open", file, failure);
        }
        return new SqliteFile(file);
    }

    /** Where it lies. */
    public Path path() {
        return file;
    }

    /** Where JDBC finds it. */
    public String url() {
        return "jdbc:sqlite:" + file.toAbsolutePath();
    }

    /**
     * A connection on which every statement is a transaction of its own, unless {@code BEGIN} and {@code COMMIT} are
     * said; checks the whole file first.
     *
     * <p>Not the driver's own commit(): a full disk makes SQLite roll back by itself, and the driver, which does not
     * notice, then takes the next change for part of a transaction that is gone.
     */
    public Connection open() {
        try {
            Connection connection = DriverManager.getConnection(url());
            try {
                configure(connection);
                check(connection);
                return connection;
            } catch (SQLException | StoreFailure failure) {
                connection.close();
                throw failure;
            }
        } catch (SQLException failure) {
            throw failure("open", failure);
        }
    }

    private static void configure(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=FULL");
            statement.execute("PRAGMA foreign_keys=ON");
            statement.execute("PRAGMA busy_timeout=5000");
        }
    }

    private void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            String found = result.next() ? result.getString(1) : "no answer";
            if (!"ok".equals(found)) {
                throw StoreFailure.damaged(file, found.lines().findFirst().orElse("unknown"));
            }
        }
    }

    /** What {@code failure} means to an operator. */
    public StoreFailure failure(String act, SQLException failure) {
        return StoreFailure.of(act, file, failure);
    }
}
