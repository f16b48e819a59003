// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.cordon.config.PostgresSettings;

/** A real server for the tests of this JVM, started at the first call and stopped with the JVM; a database each. */
final class PostgresForTests {
    private static final String PASSWORD = "not a secret";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static Optional<EmbeddedPostgres> server = Optional.empty();

    private PostgresForTests() {}

    static synchronized EmbeddedPostgres server() {
        if (server.isEmpty()) {
            server = Optional.of(start());
        }
        return server.get();
    }

    /** With the settings that keep what is committed, which the library turns off. */
    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Path passwordFile(Path directory) throws IOException {
        return passwordFile(directory, PASSWORD);
    }

    static Path passwordFile(Path directory, String password) throws IOException {
        Path file = directory.resolve("password");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, password + "\n");
    }

    /** A database of its own. */
    static PostgresSettings database(Path directory) throws IOException {
        String name = "cordon" + DATABASES.incrementAndGet();
        execute("postgres", "CREATE DATABASE " + name);
        return new PostgresSettings(url(name), "postgres", passwordFile(directory));
    }

    /** A role that is let in with its password only. */
    static void requirePassword(String role, String password) {
        execute("postgres", "CREATE ROLE " + role + " LOGIN PASSWORD '" + password + "'");
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SHOW hba_file")) {
            found.next();
            Path file = Path.of(found.getString(1));
            Files.writeString(file, "host all " + role + " all scram-sha-256\n" + Files.readString(file));
            statement.execute("SELECT pg_reload_conf()");
        } catch (SQLException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static String url(String database) {
        return "jdbc:postgresql://localhost:" + server().getPort() + "/" + database;
    }

    static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "postgres", PASSWORD);
    }

    static void execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
