// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.cordon.disk.Migrations;
import org.cordon.disk.SqliteFile;
import org.cordon.disk.StoreFailure;
import org.cordon.disk.TableCopy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration that ends in its middle has not happened, and runs again once it can. */
class MigrationsTest {
    private static final Migrations INTERRUPTED = Migrations.in("db/interrupted", MigrationsTest.class);
    private static final Migrations MENDED = Migrations.in("db/mended", MigrationsTest.class);

    @TempDir
    Path directory;

    @Test
    void inSqlite() throws SQLException {
        SqliteFile file = SqliteFile.at(directory.resolve("x.db"));
        assertThatThrownBy(() -> INTERRUPTED.migrated(file)).isInstanceOf(StoreFailure.class);
        try (Connection connection = file.open()) {
            assertThat(TableCopy.schema(connection)).isEqualTo(1);
            assertThat(TableCopy.exists(connection, "second")).isFalse();
        }
        try (Connection connection = MENDED.migrated(file)) {
            assertThat(TableCopy.schema(connection)).isEqualTo(2);
            assertThat(TableCopy.exists(connection, "second")).isTrue();
        }
    }

    @Test
    void inPostgres() throws IOException, SQLException {
        PostgresServer server = new PostgresServer(PostgresForTests.database(directory));
        try (HikariDataSource source = server.pool()) {
            assertThatThrownBy(() -> INTERRUPTED.run(flyway -> flyway.dataSource(source), server.place()))
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageContaining(server.place());
            try (Connection connection = server.connect()) {
                assertThat(TableCopy.schema(connection)).isEqualTo(1);
                assertThat(TableCopy.exists(connection, "second")).isFalse();
            }
            MENDED.run(flyway -> flyway.dataSource(source), server.place());
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                assertThat(TableCopy.schema(connection)).isEqualTo(2);
                statement.execute("SELECT number FROM second");
            }
        }
    }
}
