// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.cordon.config.PostgresSettings;
import org.cordon.disk.StoreFailure;

/** Connects to a PostgreSQL database, and says what its failures mean to an operator. */
final class PostgresServer {
    static final int CONNECTIONS_BESIDE = 4;

    private final PostgresSettings settings;
    private final Properties properties = new Properties();

    PostgresServer(PostgresSettings settings) {
        this.settings = settings;
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty("ApplicationName", "cordon coordinator");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "30");
        properties.setProperty("tcpKeepAlive", "true");
        // Binary transfer from the first use on: a vector as text would be twice as long.
        properties.setProperty("prepareThreshold", "-1");
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(settings.url(), properties);
    }

    /** Connections for uploads and reads; what they write is durable once the writer has committed after them. */
    HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.url());
        config.setDataSourceProperties(properties);
        config.setPoolName("cordon-postgres");
        config.setMaximumPoolSize(CONNECTIONS_BESIDE);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(10_000);
        config.setConnectionInitSql("SET synchronous_commit = off");
        return new HikariDataSource(config);
    }

    String place() {
        return settings.place();
    }

    /** Whether the connection is gone, or the server is stopping or starting: the next connection may do better. */
    static boolean isLost(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("08") || state.equals("57P01") || state.equals("57P02") || state.equals("57P03");
    }

    StoreFailure failure(String act, SQLException failure) {
        return new StoreFailure("cannot " + act + " in " + place() + ": " + explain(failure), failure);
    }

    private String explain(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return switch (state) {
            case "28P01" ->
                "the server refuses the password of " + settings.user() + "; correct " + settings.passwordFile();
            case "28000" ->
                "the server does not let " + settings.user() + " in from here; allow it in the server's pg_hba.conf";
            case "3D000" -> "there is no such database; make it: createdb -O " + settings.user() + " NAME";
            case "42501" -> settings.user() + " lacks a right there; make it the owner of the database";
            case "25006" -> "the server is read-only, such as a standby; name the primary in url";
            case "53100" -> "the server's disk has no space left; free some and start again";
            case "53300" -> "the server has no connection left; raise its max_connections, this store needs 6";
            default ->
                isLost(failure)
                        ? "the server does not answer (" + text(failure) + "); start it, or correct url"
                        : text(failure);
        };
    }

    private static String text(SQLException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("unknown");
    }
}
