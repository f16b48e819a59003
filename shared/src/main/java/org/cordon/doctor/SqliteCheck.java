// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.doctor;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** SQLite's native library loads and answers; nothing is checked where the driver is not part of the distribution. */
public final class SqliteCheck implements Check {
    private final String driver;
    private final String url;

    /** The driver that stores use. */
    public SqliteCheck() {
        this("org.sqlite.JDBC", "jdbc:sqlite::memory:");
    }

    SqliteCheck(String driver, String url) {
        this.driver = driver;
        this.url = url;
    }

    @Override
    public Topic topic() {
        return Topic.NATIVES;
    }

    @Override
    public String detail() {
        return "sqlite";
    }

    @Override
    public Optional<Finding> examine(Setting setting) {
        try {
            Class.forName(driver);
        } catch (ClassNotFoundException notPartOfThisDistribution) {
            return Optional.empty();
        }
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT sqlite_version()")) {
            return Optional.of(result.next() ? Finding.passed(result.getString(1)) : failed("it does not answer"));
        } catch (SQLException | LinkageError broken) {
            return Optional.of(failed(String.valueOf(broken.getMessage())));
        }
    }

    private static Finding failed(String why) {
        return Finding.failed(
                "SQLite's native library cannot be used: " + why,
                "Let this user write and execute in the directory for temporary files ("
                        + System.getProperty("java.io.tmpdir")
                        + "), or name another with CORDON_JAVA_OPTS=-Djava.io.tmpdir=DIR; a mount with noexec is not enough");
    }
}
