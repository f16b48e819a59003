// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.results;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
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

    private static final Pattern NAME = Pattern.compile("(?m)^name:\\s*[\"']?([a-z0-9-]+)");

    private final Path directory;
    private final String experiment;
    private final boolean fresh;

    private ResultStore(Path directory, String experiment, boolean fresh) {
        this.directory = directory;
        this.experiment = experiment;
        this.fresh = fresh;
    }

    /**
     * The folder for an experiment's file; one that holds results of an experiment of another name is refused. Nothing changes
     * before {@link #hold}.
     */
    public static ResultStore open(Path directory, String experiment) throws IOException {
        Path kept = directory.resolve(EXPERIMENT);
        if (Files.exists(kept) && hasRuns(directory)) {
            Optional<String> found = name(Files.readString(kept));
            if (!found.equals(name(experiment))) {
                throw new CommandFailure(
                        ExitCode.UNREADABLE_INPUT,
                        directory + " must be of this experiment, but holds results of another: "
                                + found.orElse("its file has no name"),
                        "Name another folder with --out, or delete that one");
            }
        }
        return new ResultStore(directory, experiment, false);
    }

    /** The same where {@link #hold} throws away what is in the folder. */
    public static ResultStore fresh(Path directory, String experiment) {
        return new ResultStore(directory, experiment, true);
    }

    private static Optional<String> name(String text) {
        return NAME.matcher(text).results().map(found -> found.group(1)).findFirst();
    }

    private static boolean hasRuns(Path directory) throws IOException {
        if (!Files.isDirectory(directory.resolve("runs"))) {
            return false;
        }
        try (Stream<Path> files = Files.list(directory.resolve("runs"))) {
            return files.anyMatch(file -> RunWriter.finished(file).isPresent());
        }
    }

    /**
     * Takes the folder for this process, which has to have it to change anything in it; a folder that another one has is refused.
     * Tables of another form of the experiment's file are taken away, its runs are kept.
     */
    public Closeable hold() throws IOException {
        Files.createDirectories(directory.resolve("runs"));
        FileChannel lock = FileChannel.open(
                directory.resolve("runs").resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (!locked(lock)) {
                throw new CommandFailure(
                        ExitCode.SYSTEM_REFUSED,
                        directory + " must be used by one start at a time, but another is at work in it",
                        "Wait until that is over, or name another folder with --out");
            }
            Path kept = directory.resolve(EXPERIMENT);
            if (fresh) {
                clear();
            } else if (!Files.exists(kept) || !Files.readString(kept).equals(experiment)) {
                deleteTables();
            }
            Files.writeString(kept, experiment);
            return lock;
        } catch (IOException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    private static boolean locked(FileChannel lock) throws IOException {
        try {
            return Optional.ofNullable(lock.tryLock()).isPresent();
        } catch (OverlappingFileLockException here) {
            return false;
        }
    }

    /** Rows of runs first: what is cut short leaves no run that counts and lacks its lines. */
    private void clear() throws IOException {
        deleteTables();
        List<Path> ours = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory.resolve("runs"))) {
            files.filter(file -> file.toString().matches(".*[0-9a-f]{16}\\.(run|round|client_round)\\.(csv|half)"))
                    .sorted(Comparator.comparing(
                            file -> RunWriter.finished(file).isPresent() ? 0 : 1))
                    .forEach(ours::add);
        }
        ours.add(directory.resolve("timing.json"));
        for (Path file : ours) {
            Files.deleteIfExists(file);
        }
    }

    private void deleteTables() throws IOException {
        for (Tables.Table table : Tables.ALL) {
            for (String ending : List.of("parquet", "csv", "json")) {
                Files.deleteIfExists(directory.resolve(table.name() + "." + ending));
                Files.deleteIfExists(directory.resolve(table.name() + "." + ending + ".half"));
            }
        }
        Files.deleteIfExists(directory.resolve("report.html"));
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

    /**
     * A run as the experiment's file has it now.
     *
     * @param run its name
     * @param label of its point
     * @param point path to value
     */
    public record Listed(String run, String label, SortedMap<String, String> point) {
        public Listed {
            point = new TreeMap<>(point);
        }
    }

    /** Makes the three tables of the runs that are over, in the order given; each file is replaced as a whole. */
    public void publish(List<Listed> order) throws IOException {
        Set<String> done = done();
        List<Listed> runs =
                order.stream().filter(run -> done.contains(run.run())).toList();
        if (runs.isEmpty()) {
            deleteTables(); // they tell of other settings or data
            return;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 1");
            statement.execute("SET preserve_insertion_order = true");
            list(connection, runs);
            for (Tables.Table table : Tables.ALL) {
                publish(statement, table, runs);
            }
        } catch (SQLException failed) {
            String message = String.valueOf(failed.getMessage());
            if (message.contains("CSV Error")) {
                throw new CommandFailure(
                        ExitCode.UNREADABLE_INPUT,
                        directory.resolve("runs") + " must hold whole lines of the runs that are over, but does not: "
                                + message.lines().findFirst().orElse(""),
                        "Name another folder with --out, or delete this one",
                        failed);
            }
            throw new IOException(
                    "the tables could not be written: "
                            + message.lines().findFirst().orElse(""),
                    failed);
        }
    }

    private static void list(Connection connection, List<Listed> runs) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE listed (place INTEGER, run VARCHAR, label VARCHAR, point VARCHAR)");
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO listed VALUES (?, ?, ?, ?)")) {
            for (int place = 0; place < runs.size(); place++) {
                insert.setInt(1, place);
                insert.setString(2, runs.get(place).run());
                insert.setString(3, runs.get(place).label());
                insert.setString(4, Json.of(runs.get(place).point()));
                insert.addBatch();
            }
            int[] unused = insert.executeBatch();
        }
    }

    private void publish(Statement statement, Tables.Table table, List<Listed> runs) throws SQLException, IOException {
        String files = runs.stream()
                .map(run -> quoted(directory.resolve("runs").resolve(run.run() + "." + table.name() + ".csv")))
                .collect(Collectors.joining(", ", "[", "]"));
        String read = "read_csv(" + files + ", header = false, delim = ',', quote = '\"', escape = '\"', "
                + "auto_detect = false, hive_partitioning = false, columns = " + table.types() + ")";
        // A run that an earlier form of the file has left may have been another point of its sweep.
        String lines = table.equals(Tables.RUN)
                ? "(SELECT r.* REPLACE (l.label AS label, l.point AS point) FROM " + read
                        + " AS r JOIN listed AS l ON r.run = l.run ORDER BY l.place)"
                : "(SELECT * FROM " + read + ")";
        write(statement, lines, table, "parquet", "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 100000");
        write(statement, lines, table, "csv", "FORMAT csv, HEADER true");
        write(statement, lines, table, "json", "FORMAT json");
    }

    private void write(Statement statement, String lines, Tables.Table table, String ending, String options)
            throws SQLException, IOException {
        Path whole = directory.resolve(table.name() + "." + ending);
        Path half = directory.resolve(table.name() + "." + ending + ".half");
        statement.execute("COPY " + lines + " TO " + quoted(half) + " (" + options + ")");
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
