// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.disk;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * The tables of a database, made and changed by the numbered scripts of one resource directory (Flyway).
 *
 * <p><b>Guarantees.</b> Each script runs once, in the order of its number, and in one transaction with the note that it
 * ran: one that is interrupted has not happened and runs again at the next start. A database with a script that this
 * version does not have, or has otherwise, is refused with a {@link StoreFailure} and left as it is.
 *
 * <p><b>Does not check</b> that a script fits both databases: each kind of database has a directory of its own.
 */
public final class Migrations {
    private final String location;
    private final ClassLoader loader;
    private final String target;

    private Migrations(String location, ClassLoader loader, String target) {
        this.location = location;
        this.loader = loader;
        this.target = target;
    }

    /** The scripts in the resource directory {@code location} of the module that {@code module} belongs to. */
    public static Migrations in(String location, Class<?> module) {
        return new Migrations(location, module.getClassLoader(), "latest");
    }

    /** The scripts up to a number, as an older version had them. */
    public Migrations upTo(int schema) {
        return new Migrations(location, loader, Integer.toString(schema));
    }

    /** Opens the file and brings its tables up to date. */
    public Connection migrated(SqliteFile file) {
        Connection connection = file.open();
        try {
            run(configuration -> configuration.dataSource(file.url(), null, null), "the database " + file.path());
            return connection;
        } catch (StoreFailure failure) {
            try {
                connection.close();
            } catch (SQLException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    /**
     * Brings the tables of a database up to date; the caller sees to it that nobody else does at the same time.
     *
     * @param place how a failure names the database
     */
    public void run(Function<FluentConfiguration, FluentConfiguration> database, String place) {
        try {
            database.apply(Flyway.configure(loader))
                    .locations("classpath:" + location)
                    .ignoreMigrationPatterns(new String[0])
                    .target(target)
                    .load()
                    .migrate();
        } catch (FlywayException failure) {
            throw foreign(place, failure);
        }
    }

    /**
     * The version of the tables as they are; changes nothing.
     *
     * @param place how a failure names the database
     * @throws StoreFailure where a newer version of Cordon has written them
     */
    public String version(Function<FluentConfiguration, FluentConfiguration> database, String place) {
        try {
            MigrationInfoService tables = database.apply(Flyway.configure(loader))
                    .locations("classpath:" + location)
                    .load()
                    .info();
            boolean newer =
                    Arrays.stream(tables.all()).anyMatch(one -> one.getState() == MigrationState.FUTURE_SUCCESS);
            if (newer) {
                throw foreign(place, new FlywayException("they are newer"));
            }
            return Optional.ofNullable(tables.current())
                    .flatMap(current -> Optional.ofNullable(current.getVersion()))
                    .map(Object::toString)
                    .orElse("none");
        } catch (FlywayException failure) {
            throw foreign(place, failure);
        }
    }

    /** The tables are not those that this version, or an older one, has made. */
    private static StoreFailure foreign(String place, FlywayException failure) {
        String detail = String.valueOf(failure.getMessage()).lines().findFirst().orElse("unknown");
        return new StoreFailure(
                "the tables of " + place + " are not those of this version of Cordon (" + detail
                        + "): start it with the version that wrote it, or a newer one",
                failure);
    }
}
