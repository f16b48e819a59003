// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;

/**
 * The folder of an experiment's results.
 *
 * <p>{@code experiment.yaml} is the file that was run; {@code runs/} holds each run's lines, which count once its {@code .run.csv} is
 * there; the three tables beside them are made of those by {@link #publish}. {@code timing.json} holds the clock's time, which is no
 * part of the tables as it is never the same twice.
 */
public final class ResultStore {
    /** The experiment's file, as it was run. */
    public static final String EXPERIMENT = "experiment.yaml";

    private final Path directory;

    private ResultStore(Path directory) {
        this.directory = directory;
    }

    /** Opens or makes the folder; one that holds another experiment's results is refused. */
    public static ResultStore open(Path directory, String experiment) throws IOException {
        Path kept = directory.resolve(EXPERIMENT);
        Files.createDirectories(directory.resolve("runs"));
        if (Files.exists(kept) && !Files.readString(kept).equals(experiment) && hasRuns(directory)) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    directory + " must be of this experiment's file, but holds results of another form of it",
                    "Name another folder with --out, or give --fresh to throw the old results away");
        }
        Files.writeString(kept, experiment);
        return new ResultStore(directory);
    }

    private static boolean hasRuns(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("runs"))) {
            return files.anyMatch(file -> RunWriter.finished(file).isPresent());
        }
    }

    /** Throws away everything that an experiment has left in the folder. */
    public static void clear(Path directory) throws IOException {
        List<Path> ours = new ArrayList<>();
        if (Files.isDirectory(directory.resolve("runs"))) {
            try (Stream<Path> files = Files.list(directory.resolve("runs"))) {
                files.filter(file -> file.toString().matches(".*[0-9a-f]{16}\\.(run|round|client_round)\\.(csv|half)"))
                        .forEach(ours::add);
            }
        }
        Tables.ALL.forEach(table -> Stream.of("parquet", "csv", "json")
                .forEach(ending -> ours.add(directory.resolve(table.name() + "." + ending))));
        ours.add(directory.resolve(EXPERIMENT));
        ours.add(directory.resolve("timing.json"));
        for (Path file : ours) {
            Files.deleteIfExists(file);
        }
    }

    public Path directory() {
        return directory;
    }

    /** Names of the runs that are over. */
    public Set<String> done() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("runs"))) {
            return files.flatMap(file -> RunWriter.finished(file).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Begins a run; what an earlier start has left of it is overwritten. */
    public RunWriter begin(String run) throws IOException {
        return new RunWriter(directory.resolve("runs"), run);
    }

    /** Makes the three tables of the runs that are over, in the order given; each file is replaced as a whole. */
    public void publish(List<String> order) throws IOException {
        Set<String> done = done();
        List<String> runs = order.stream().filter(done::contains).toList();
        if (runs.isEmpty()) {
            return;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 1");
            statement.execute("SET preserve_insertion_order = true");
            for (Tables.Table table : Tables.ALL) {
                publish(statement, table, runs);
            }
        } catch (SQLException failed) {
            throw new IOException("the tables could not be written: " + failed.getMessage(), failed);
        }
    }

    private void publish(Statement statement, Tables.Table table, List<String> runs) throws SQLException, IOException {
        statement.execute("CREATE OR REPLACE TABLE t AS " + empty(table));
        for (String run : runs) {
            Path lines = directory.resolve("runs").resolve(run + "." + table.name() + ".csv");
            statement.execute(
                    "INSERT INTO t SELECT * FROM read_csv(" + quoted(lines) + ", header = false, delim = ',', "
                            + "quote = '\"', escape = '\"', auto_detect = false, hive_partitioning = false, columns = "
                            + table.types() + ")");
        }
        write(statement, table, "parquet", "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 100000");
        write(statement, table, "csv", "FORMAT csv, HEADER true");
        write(statement, table, "json", "FORMAT json");
    }

    private static String empty(Tables.Table table) {
        return table.columns().stream()
                .map(column -> "CAST(NULL AS " + column.type() + ") AS " + column.name())
                .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
    }

    private void write(Statement statement, Tables.Table table, String ending, String options)
            throws SQLException, IOException {
        Path whole = directory.resolve(table.name() + "." + ending);
        Path half = directory.resolve(table.name() + "." + ending + ".half");
        statement.execute("COPY t TO " + quoted(half) + " (" + options + ")");
        Files.move(half, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    /** Adds how long a run took. */
    public void timed(String run, double seconds) throws IOException {
        Path file = directory.resolve("timing.json");
        String line = String.format(Locale.ROOT, "{\"run\":\"%s\",\"seconds\":%.3f}%n", run, seconds);
        Files.writeString(
                file,
                Optional.of(file).filter(Files::exists).map(ResultStore::text).orElse("") + line);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
