// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.cordon.disk.SqliteFile;
import org.cordon.disk.StoreFailure;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The tables of the participant's database; every change since the first is a migration in db/participant. */
final class Schema {
    static final String MIGRATIONS = "classpath:db/participant";

    private Schema() {}

    /** Opens the file and brings its tables up to date; refuses tables that a newer version has written. */
    static Connection migrated(SqliteFile file) {
        Connection connection = file.open();
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(file.url(), null, null)
                    .locations(MIGRATIONS)
                    .ignoreMigrationPatterns(new String[0])
                    .load()
                    .migrate();
            return connection;
        } catch (FlywayException failure) {
            try {
                connection.close();
            } catch (SQLException second) {
                failure.addSuppressed(second);
            }
            throw StoreFailure.foreign(file.path(), failure);
        }
    }
}
