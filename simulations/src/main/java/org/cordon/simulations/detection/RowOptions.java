// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.detection;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.simulations.source.Holdout;
import org.cordon.simulations.source.Sample;
import org.cordon.simulations.source.TableFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which rows; a picocli mixin. */
public final class RowOptions {
    /** What {@code --data} is where rows are made up. */
    public static final String GENERATED = "generated";

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "Rows: CSV, TSV, JSON, each also gzipped, or Parquet. May be given several times.")
    private List<Path> data = List.of();

    @Option(names = "--label", paramLabel = "COLUMN", description = "Column that is 1 for what is to be found, else 0.")
    private String label = "";

    @Option(
            names = "--drop-columns",
            paramLabel = "REGEX",
            description = "Columns with a match in their name are no features.")
    private @Nullable String drop;

    @Option(
            names = "--distinct",
            paramLabel = "COLUMN",
            description =
                    "Keep the first of rows that have the same value here, over all files, those of --test before all.")
    private @Nullable String distinct;

    @Option(
            names = "--test",
            paramLabel = "FILE",
            description = "Rows to test on (default: a quarter of --data at random, of each label the same share).")
    private @Nullable Path test;

    @Option(
            names = "--time-column",
            paramLabel = "COLUMN",
            description =
                    "Column of the moment, as numbers or ISO 8601, in every row; no feature. With the two options below.")
    private @Nullable String timeColumn;

    @Option(names = "--train-until", paramLabel = "T", description = "Train on rows before this moment.")
    private @Nullable String trainUntil;

    @Option(
            names = "--test-from",
            paramLabel = "T",
            description = "Test on rows from this moment on; what lies between is for nobody.")
    private @Nullable String testFrom;

    @Option(
            names = "--partition",
            paramLabel = "P",
            description = "How rows are spread: iid, dirichlet:ALPHA (by label), dirichlet:ALPHA:COLUMN, shards:N, "
                    + "quantity:SIGMA, column:NAME, attackKind:COLUMN[:KINDS] (default: each file of --data is an "
                    + "exchange; iid for one file).")
    private @Nullable String partition;

    /** Whether any of these options is given. */
    boolean isGiven() {
        return !data.isEmpty()
                || !label.isEmpty()
                || Stream.of(drop, distinct, test, timeColumn, trainUntil, testFrom, partition)
                        .anyMatch(Objects::nonNull);
    }

    /** Whether {@code --data} is {@value #GENERATED}; other options of rows must be left out then. */
    public boolean areGenerated() {
        if (!data.equals(List.of(Path.of(GENERATED)))) {
            return false;
        }
        if (!label.isEmpty()
                || Stream.of(drop, distinct, test, timeColumn, trainUntil, testFrom, partition)
                        .anyMatch(Objects::nonNull)) {
            throw usage("options of files must be left out with --data " + GENERATED + ", but one was given");
        }
        return true;
    }

    /**
     * The rows that the options name, read once and cut for each seed as {@code simulate detection} cuts them.
     *
     * @param exchanges how many are asked for
     * @param warn is told what is no error and yet likely a mistake
     */
    public LongFunction<ExchangeRows> exchanges(Optional<Integer> exchanges, Consumer<String> warn) {
        DetectionRows chosen = rows();
        chosen.check().forEach(warn);
        int count = DetectionGround.of(chosen, exchanges).exchanges();
        Sample sample = chosen.table().read(Path.of(""), chosen.deciding(), 0);
        return seed -> ExchangeRows.of(chosen, sample, count, seed);
    }

    DetectionRows rows() {
        if (data.isEmpty()) {
            throw usage("--data must be a file of rows, but was left out");
        }
        String labels = label.strip();
        if (labels.isEmpty()) {
            throw usage("--label must be a column of the files of --data, but was left out");
        }
        if (data.size() == 1 && partition == null) {
            partition = "iid";
        }
        try {
            return new DetectionRows(
                    new TableFiles(
                            data.stream().map(Path::toString).toList(),
                            Optional.of(labels),
                            Optional.ofNullable(drop),
                            Optional.ofNullable(distinct).map(String::strip),
                            Optional.ofNullable(test).map(Path::toString)),
                    time(),
                    Optional.ofNullable(partition).map(word -> PartitionWord.parse(word, labels)));
        } catch (IllegalArgumentException wrong) {
            throw usage(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private Optional<Holdout.Time> time() {
        if (timeColumn == null && trainUntil == null && testFrom == null) {
            return Optional.empty();
        }
        if (timeColumn == null || trainUntil == null || testFrom == null) {
            throw usage("--time-column, --train-until and --test-from must be given together, but one is missing");
        }
        if (test != null) {
            throw usage("--test must be left out with --time-column, but was given");
        }
        return Optional.of(new Holdout.Time(timeColumn.strip(), trainUntil, testFrom));
    }

    private static CommandFailure usage(String sentence, Exception... cause) {
        String mend = "See --help of this command";
        return cause.length == 0
                ? new CommandFailure(ExitCode.USAGE, sentence, mend)
                : new CommandFailure(ExitCode.USAGE, sentence, mend, cause[0]);
    }
}
