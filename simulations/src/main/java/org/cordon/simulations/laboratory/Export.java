// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.participant.data.Table;

/**
 * The rows of each exchange as files: {@code exchange-00000}, ..., {@code test}, and {@code counts.csv} with a line for each exchange
 * and label.
 *
 * <p><b>Guarantees.</b> Nothing is overwritten. The same experiment and seed give the same rows in the same order.
 */
final class Export {
    private static final String LABEL = "label";

    private Export() {}

    /** What files are written. */
    enum Format {
        PARQUET,
        CSV;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What was written. */
    record Written(String directory, long seed, int testRows, List<Exchange> exchanges) {}

    /**
     * The rows of one exchange.
     *
     * @param labels label to number of rows; empty where rows have none
     */
    record Exchange(int exchange, String file, int rows, SortedMap<Integer, Integer> labels) {}

    static Written of(Ground ground, long seed, Path directory, Format format) throws IOException {
        String label = label(ground);
        requireDistinct(ground.table(), label, format);
        Files.createDirectories(directory);
        try (Stream<Path> there = Files.list(directory)) {
            if (there.findAny().isPresent()) {
                throw new CommandFailure(
                        ExitCode.SYSTEM_REFUSED,
                        directory + " must be empty, but is not",
                        "Name a folder that is not there yet with --export");
            }
        }
        List<Exchange> written = new ArrayList<>();
        StringBuilder counts = new StringBuilder("exchange,label,rows\n");
        for (int exchange = 0; exchange < ground.exchanges(); exchange++) {
            Table rows = ground.rows(exchange);
            String file = write(
                    rows, label, directory.resolve(String.format(Locale.ROOT, "exchange-%05d", exchange)), format);
            SortedMap<Integer, Integer> labels = labels(rows);
            written.add(new Exchange(exchange, file, rows.rows(), labels));
            int number = exchange;
            labels.forEach((of, count) -> counts.append(number + "," + of + "," + count + "\n"));
            if (labels.isEmpty()) {
                counts.append(number + ",," + rows.rows() + "\n");
            }
        }
        write(ground.test(), label, directory.resolve("test"), format);
        Files.writeString(directory.resolve("counts.csv"), counts);
        return new Written(directory.toString(), seed, ground.test().rows(), List.copyOf(written));
    }

    /** {@value #LABEL}, or the column's own name where a feature is called that. */
    private static String label(Ground ground) {
        boolean taken = ground.table().featureNames().stream().anyMatch(LABEL::equalsIgnoreCase);
        return taken ? ground.labelColumn().orElse(LABEL) : LABEL;
    }

    /** Parquet is written by a database that does not tell a from A. */
    private static void requireDistinct(Table rows, String label, Format format) {
        Set<String> seen = new HashSet<>();
        if (rows.labelled()) {
            seen.add(label.toLowerCase(Locale.ROOT));
        }
        rows.featureNames().stream()
                .filter(name -> format == Format.PARQUET && !seen.add(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .ifPresent(name -> {
                    throw new CommandFailure(
                            ExitCode.UNREADABLE_INPUT,
                            "columns of a Parquet file must differ in more than upper and lower case, but " + name
                                    + " does not",
                            "Give --format csv, or leave a column out with data.table.drop");
                });
    }

    private static SortedMap<Integer, Integer> labels(Table rows) {
        SortedMap<Integer, Integer> labels = new TreeMap<>();
        for (int row = 0; rows.labelled() && row < rows.rows(); row++) {
            labels.merge((int) rows.label(row), 1, Integer::sum);
        }
        return labels;
    }

    private static String write(Table rows, String label, Path to, Format format) throws IOException {
        String name = String.valueOf(to.getFileName());
        Path csv = to.resolveSibling(name + ".csv");
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            for (int k = 0; k < rows.features(); k++) {
                out.write((k == 0 ? "" : ",") + quoted(rows.featureNames().get(k), '"'));
            }
            out.write(rows.labelled() ? "," + (label.equals(LABEL) ? label : quoted(label, '"')) + "\n" : "\n");
            for (int row = 0; row < rows.rows(); row++) {
                for (int k = 0; k < rows.features(); k++) {
                    float value = rows.value(row, k);
                    out.write((k == 0 ? "" : ",") + (Float.isNaN(value) ? "" : String.valueOf(value)));
                }
                out.write(rows.labelled() ? "," + (int) rows.label(row) + "\n" : "\n");
            }
        }
        if (format == Format.CSV) {
            return name + ".csv";
        }
        parquet(rows, label, csv, to.resolveSibling(name + ".parquet"));
        Files.delete(csv);
        return name + ".parquet";
    }

    private static void parquet(Table rows, String label, Path csv, Path to) throws IOException {
        StringBuilder columns = new StringBuilder("{");
        rows.featureNames().forEach(name -> columns.append(quoted(name, '\'')).append(": 'FLOAT', "));
        columns.append(rows.labelled() ? quoted(label, '\'') + ": 'INTEGER'}" : "}");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 1");
            statement.execute("COPY (SELECT * FROM read_csv(" + quoted(csv.toString(), '\'')
                    + ", header = true, delim = ',', quote = '\"', escape = '\"', auto_detect = false, hive_partitioning = false, columns = "
                    + columns
                    + ")) TO " + quoted(to.toString(), '\'') + " (FORMAT parquet, COMPRESSION zstd)");
        } catch (SQLException failed) {
            throw new IOException("Parquet could not be written: " + failed.getMessage(), failed);
        }
    }

    private static String quoted(String text, char mark) {
        String once = String.valueOf(mark);
        return once + text.replace(once, once + once) + once;
    }
}
