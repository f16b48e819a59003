// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.data;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A file as text in an in-memory DuckDB, where its columns are c0, c1, ... whatever they are called in the file.
 *
 * <p>Everything passes through text so that all formats obey one rule for numbers; DuckDB prints doubles so that they
 * read back exactly.
 */
final class StagedFile implements AutoCloseable {
    private static final String[] PREPARATION = {
        "SET threads = 1",
        "SET autoinstall_known_extensions = false",
        "SET autoload_known_extensions = false",
        "CREATE TEMP MACRO missing(t) AS t IS NULL OR lower(trim(t)) IN ('', 'na', 'nan', 'null')",
        "CREATE TEMP MACRO number(t) AS CASE lower(trim(t)) WHEN 'true' THEN 1 WHEN 'false' THEN 0"
                + " ELSE try_cast(trim(t) AS DOUBLE) END",
        // The largest float32, so that a number never becomes infinite.
        "CREATE TEMP MACRO bad(t) AS NOT missing(t)"
                + " AND coalesce(NOT isfinite(number(t)) OR abs(number(t)) > 3.4028234663852886e38, true)",
    };

    private final Connection connection;
    private final Path file;
    private final TableFormat format;
    private final List<String> columns;
    private int rows;

    private StagedFile(Connection connection, Path file, TableFormat format, List<String> columns) {
        this.connection = connection;
        this.file = file;
        this.format = format;
        this.columns = columns;
    }

    static StagedFile open(Path file, TableFormat format) throws IOException, SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        try {
            try (Statement statement = connection.createStatement()) {
                for (String sql : PREPARATION) {
                    statement.execute(sql);
                }
            }
            List<String> columns =
                    format.isText() ? CsvText.header(file, format.delimiter()) : typedColumns(connection, file, format);
            return new StagedFile(connection, file, format, columns);
        } catch (IOException | SQLException e) {
            connection.close();
            throw e;
        }
    }

    Path file() {
        return file;
    }

    List<String> columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    /** Reads the used columns, numbering rows from 1, and keeps the first row of each value of {@code distinct}. */
    void stage(Collection<Integer> used, Optional<Integer> distinct) throws SQLException {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            names.append(i == 0 ? "c" : ", c").append(i);
        }
        StringBuilder casts = new StringBuilder();
        for (int column : used) {
            casts.append(", CAST(c").append(column).append(" AS VARCHAR) AS c").append(column);
        }
        String sql = "CREATE TEMP TABLE staged AS SELECT row_number() OVER () AS number" + casts + " FROM "
                + format.tableFunction(columns.size()) + " AS source(" + names + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, literalPath(file));
            statement.execute();
        }
        if (distinct.isPresent()) {
            String key = "c" + distinct.get();
            execute("DELETE FROM staged WHERE NOT missing(" + key + ") AND number NOT IN"
                    + " (SELECT min(number) FROM staged WHERE NOT missing(" + key + ") GROUP BY " + key + ")");
        }
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM staged")) {
            result.next();
            rows = Math.toIntExact(result.getLong(1));
        }
    }

    /** Refuses the first column with a value that is neither a number nor missing. */
    void requireNumbers(List<Integer> features) throws IOException, SQLException {
        for (int column : features) {
            String sql =
                    "SELECT count(*) FILTER (bad(c)), min(number) FILTER (bad(c)), count(*) FILTER (NOT missing(c))"
                            + " FROM (SELECT number, c" + column + " AS c FROM staged)";
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                result.next();
                long bad = result.getLong(1);
                if (bad > 0) {
                    refuse(column, bad, result.getLong(2), result.getLong(3));
                }
            }
        }
    }

    private void refuse(int column, long bad, long first, long present) throws IOException {
        String name = "column " + columns.get(column);
        if (2 * bad > present) {
            throw new UnreadableTable(
                    file, name + " must be numeric, but is not; drop it (--drop-columns) or turn it into numbers");
        }
        throw new UnreadableTable(
                file,
                place(first) + ", " + name
                        + " must be a finite number, true, false or missing, but is not; the same in " + (bad - 1)
                        + " other rows");
    }

    /** Refuses the first row whose label is not 0 or 1. */
    void requireLabels(int column) throws IOException, SQLException {
        String sql = "SELECT min(number) FROM staged WHERE missing(c" + column + ") OR coalesce(number(c" + column
                + ") NOT IN (0, 1), true)";
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            long first = result.getLong(1);
            if (!result.wasNull()) {
                throw new UnreadableTable(
                        file, place(first) + ", label column " + columns.get(column) + " must be 0 or 1, but is not");
            }
        }
    }

    /** The checked columns row by row; a missing value is NaN. */
    float[] numbers(List<Integer> selected) throws SQLException {
        StringBuilder list = new StringBuilder();
        for (int column : selected) {
            String name = "c" + column;
            list.append(list.isEmpty() ? "" : ", ")
                    .append("CASE WHEN missing(" + name + ") THEN 'NaN'::FLOAT ELSE number(" + name + ")::FLOAT END");
        }
        float[] values = new float[Math.multiplyExact(rows, selected.size())];
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT " + list + " FROM staged ORDER BY number")) {
            for (int i = 0; result.next(); ) {
                for (int k = 1; k <= selected.size(); k++) {
                    values[i++] = result.getFloat(k);
                }
            }
        }
        return values;
    }

    /** A column as text, stripped; missing values are empty. */
    List<String> texts(int column) throws SQLException {
        List<String> texts = new ArrayList<>(rows);
        String sql = "SELECT coalesce(trim(c" + column + "), '') FROM staged ORDER BY number";
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                texts.add(result.getString(1));
            }
        }
        return texts;
    }

    private String place(long row) throws IOException {
        return format.isText() ? "line " + CsvText.lineOf(file, format.delimiter(), row) : "row " + row;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> typedColumns(Connection connection, Path file, TableFormat format) throws SQLException {
        String sql = "SELECT * FROM " + format.tableFunction(0) + " LIMIT 0";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, literalPath(file));
            try (ResultSet result = statement.executeQuery()) {
                ResultSetMetaData meta = result.getMetaData();
                List<String> names = new ArrayList<>();
                for (int i = 1; i <= meta.getColumnCount(); i++) {
                    names.add(meta.getColumnName(i).strip());
                }
                return names;
            }
        }
    }

    /** Passes the rows of a Parquet file on as text, numbered from 1. */
    static void records(Path file, RecordSink sink) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement settings = connection.createStatement()) {
            for (String sql : PREPARATION) {
                settings.execute(sql);
            }
            String sql = "SELECT * FROM " + TableFormat.PARQUET.tableFunction(0);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, literalPath(file));
                try (ResultSet result = statement.executeQuery()) {
                    new RowText(result).passOn(sink);
                }
            }
        }
    }

    /** DuckDB takes a path for a pattern: its special characters stand in brackets to mean themselves. */
    private static String literalPath(Path file) {
        return file.toAbsolutePath().toString().replaceAll("[\\[*?]", "[$0]");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
