// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.cordon.disk.SqliteFile;
import org.cordon.disk.StoreFailure;

/** The coordinator's SQLite file. */
final class SqliteDatabase implements TransactionalDatabase {
    private final SqliteFile file;
    private final Connection connection;

    SqliteDatabase(SqliteFile file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    @Override
    public void transact(List<Change> changes) throws SQLException {
        try {
            say("BEGIN IMMEDIATE");
            for (Change change : changes) {
                change.apply(connection);
            }
            say("COMMIT");
        } catch (SQLException | RuntimeException failed) {
            rollBack(failed);
            throw failed;
        }
    }

    private void say(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** After some failures, such as a full disk, SQLite has rolled back by itself and refuses this. */
    private void rollBack(Exception failure) {
        try {
            say("ROLLBACK");
        } catch (SQLException second) {
            failure.addSuppressed(second);
        }
    }

    @Override
    public <T> T read(Query<T> query) throws SQLException {
        return query.read(connection);
    }

    @Override
    public StoreFailure failure(String act, SQLException failure) {
        return file.failure(act, failure);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
