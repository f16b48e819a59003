// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.data;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.cordon.doctor.Check;
import org.cordon.doctor.Finding;
import org.cordon.doctor.Setting;
import org.cordon.doctor.Topic;

/** DuckDB's native library, which reads the rows, loads and answers. */
public final class DuckDbCheck implements Check {
    private final String url;

    /** In memory. */
    public DuckDbCheck() {
        this("jdbc:duckdb:");
    }

    DuckDbCheck(String url) {
        this.url = url;
    }

    @Override
    public Topic topic() {
        return Topic.NATIVES;
    }

    @Override
    public String detail() {
        return "duckdb";
    }

    @Override
    public Optional<Finding> examine(Setting setting) {
        return setting.concerns("participant") ? Optional.of(load()) : Optional.empty();
    }

    private Finding load() {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT version()")) {
            return result.next() ? Finding.passed(result.getString(1)) : failed("it does not answer");
        } catch (SQLException | LinkageError broken) {
            return failed(String.valueOf(broken.getMessage()));
        }
    }

    private static Finding failed(String why) {
        return Finding.failed(
                "DuckDB's native library cannot be used: " + why,
                "Run on Linux or macOS on x86-64 or arm64, and let this user write and execute in "
                        + System.getProperty("java.io.tmpdir"));
    }
}
