// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.detection;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.simulations.source.Holdout;
import org.cordon.simulations.source.TableFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which rows; a picocli mixin. */
final class RowOptions {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "Rows: CSV, TSV, JSON, each also gzipped, or Parquet. May be given several times.")
    private List<Path> data = List.of();

    @Option(
            names = "--label",
            required = true,
            paramLabel = "COLUMN",
            description = "Column that is 1 for what is to be found, else 0.")
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

    DetectionRows rows() {
        String labels = label.strip();
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
        String mend = "See cordon simulate detection --help";
        return cause.length == 0
                ? new CommandFailure(ExitCode.USAGE, sentence, mend)
                : new CommandFailure(ExitCode.USAGE, sentence, mend, cause[0]);
    }
}
