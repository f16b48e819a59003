// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.results;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.jspecify.annotations.Nullable;

/** Reads the tables of a folder of results. */
public final class Results {
    private final Path directory;

    private Results(Path directory) {
        this.directory = directory;
    }

    /** A folder without results, or with tables of another version, is refused. */
    public static Results in(Path directory) {
        if (!Files.isRegularFile(directory.resolve("run.parquet"))) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    directory + " must hold results, but has no run.parquet",
                    "Name a folder that 'cordon simulate run' has filled; a run that was interrupted goes on when it is started again");
        }
        Results results = new Results(directory);
        List<Map<String, Object>> versions = results.query("SELECT DISTINCT version FROM run");
        if (versions.size() != 1
                || !Integer.valueOf(Tables.VERSION).equals(versions.get(0).get("version"))) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    directory + " must hold tables of version " + Tables.VERSION + ", but holds others",
                    "Read them with the Cordon that wrote them, or run the experiment again");
        }
        return results;
    }

    public Path directory() {
        return directory;
    }

    /** Rows of a query over run, round and client_round; a value that is missing is not in its map. */
    public List<Map<String, Object>> query(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (Tables.Table table : Tables.ALL) {
                Path file = directory.resolve(table.name() + ".parquet");
                statement.execute("CREATE VIEW " + table.name() + " AS SELECT * FROM read_parquet('"
                        + file.toString().replace("'", "''") + "', hive_partitioning = false)");
            }
            try (ResultSet rows = statement.executeQuery(sql)) {
                return read(rows);
            }
        } catch (SQLException unreadable) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    directory + " must hold three readable tables, but does not: "
                            + String.valueOf(unreadable.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    "Run the experiment again; finished runs are not repeated",
                    unreadable);
        }
    }

    /** A column that holds a list of texts as JSON. */
    public static List<String> texts(@Nullable Object column) {
        return Json.texts(String.valueOf(column));
    }

    /** The numbers by name of a column that holds them as JSON. */
    public static SortedMap<String, Double> numbers(@Nullable Object column) {
        return Json.numbers(String.valueOf(column));
    }

    private static List<Map<String, Object>> read(ResultSet rows) throws SQLException {
        List<Map<String, Object>> all = new ArrayList<>();
        int width = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int k = 1; k <= width; k++) {
                String name = rows.getMetaData().getColumnLabel(k);
                Optional.ofNullable(rows.getObject(k)).ifPresent(value -> row.put(name, value));
            }
            all.add(row);
        }
        return all;
    }
}
