// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.scoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.computation.Computations;
import org.cordon.computation.Detector;
import org.cordon.computation.History;
import org.cordon.model.MalformedEncoding;
import org.cordon.participant.contribution.UnfitRows;
import org.cordon.participant.data.PartitionedTable;
import org.cordon.participant.data.ReadOptions;
import org.cordon.participant.data.Table;
import org.cordon.participant.data.TableSource;
import org.cordon.participant.data.UnreadableTable;
import org.cordon.suite.Bytes;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options that name a model and the rows it looks at. */
final class ModelOptions {
    @Parameters(paramLabel = "MODEL", description = "A model of a task's results, such as trees.bin.")
    private Path model = Path.of("");

    @Option(
            names = "--kind",
            paramLabel = "STAGE",
            description = "The stage that made the model; the file's name says it where this is left out.")
    private Optional<String> kind = Optional.empty();

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "Rows as CSV, TSV, JSON (each also gzipped) or Parquet, as 'cordon data rows' makes them.")
    private Path data = Path.of("");

    @Option(
            names = "--customer",
            paramLabel = "COLUMN",
            description = "Whose a row is, for models that look at a customer's last rows.")
    private Optional<String> customer = Optional.empty();

    Path data() {
        return data;
    }

    /** The model, or a failure that says why the file is none. */
    Detector detector() {
        Computations installed = Computations.installed();
        String name = kind.orElseGet(() -> model.getFileName().toString().replaceFirst("\\.bin$", ""));
        if (!installed.names().contains(name)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--kind must be one of " + String.join(", ", installed.names()) + ", but was " + name,
                    "Name the stage that made the model, for example --kind trees");
        }
        try {
            return installed
                    .named(name)
                    .detector(Bytes.of(Files.readAllBytes(model)))
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.USAGE,
                            "--kind must be a stage whose model scores rows, but " + name + " is none",
                            "Name the model's file, not that of another stage"));
        } catch (MalformedEncoding malformed) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    model + " must be a model of stage " + name + ", but is none: " + malformed.getMessage(),
                    "Copy the file anew, or name its stage with --kind",
                    malformed);
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    model + " must be readable, but is not",
                    "Name a file that is there, such as results/TASK/trees.bin",
                    failed);
        }
    }

    /** The columns that the model reads, and the label. */
    Table rows(Detector detector, Optional<String> label) {
        try {
            List<String> there = TableSource.columns(data);
            for (String feature : detector.features()) {
                String column = there.contains(feature)
                        ? feature
                        : History.Earlier.of(feature)
                                .map(History.Earlier::feature)
                                .orElse(feature);
                if (!there.contains(column)) {
                    throw new CommandFailure(
                            ExitCode.UNREADABLE_INPUT,
                            data + " must have the column " + column + ", which the model reads, but has not",
                            "Make the rows with the features that the model was trained on");
                }
            }
            ReadOptions options = reading(detector, label);
            if (customer.isEmpty()) {
                return TableSource.read(data, options);
            }
            PartitionedTable read = TableSource.readPartitioned(data, options.partitionedBy(customer.get()));
            return read.table().withUnits(units(read.keys()));
        } catch (UnreadableTable unreadable) {
            throw unreadable(unreadable);
        }
    }

    /** As in training a row of nobody is a customer of its own. */
    private static long[] units(List<String> customers) {
        Map<String, Long> numbers = new HashMap<>();
        long[] units = new long[customers.size()];
        for (int row = 0; row < units.length; row++) {
            String customer = customers.get(row).isBlank() ? "\0" + row : customers.get(row);
            units[row] = numbers.computeIfAbsent(customer, first -> (long) numbers.size());
        }
        return units;
    }

    /** Only what the model reads. */
    private static ReadOptions reading(Detector detector, Optional<String> label) {
        String wanted = detector.features().stream()
                .flatMap(feature -> Stream.of(
                        feature,
                        History.Earlier.of(feature)
                                .map(History.Earlier::feature)
                                .orElse(feature)))
                .distinct()
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return label.map(ReadOptions::labelled)
                .orElseGet(ReadOptions::unlabelled)
                .dropping("^(?!(?:" + wanted + ")$)");
    }

    /** The texts of a column, one for each row that {@link #rows} gives. */
    List<String> texts(Detector detector, String column) {
        try {
            List<String> there = TableSource.columns(data);
            if (!there.contains(column)) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "--key must be one of " + there + ", but was " + column,
                        "Name a column of the data");
            }
            return TableSource.readPartitioned(
                            data, reading(detector, Optional.empty()).partitionedBy(column))
                    .keys();
        } catch (UnreadableTable unreadable) {
            throw unreadable(unreadable);
        }
    }

    static CommandFailure unfit(UnfitRows unfit) {
        return new CommandFailure(
                ExitCode.UNREADABLE_INPUT,
                String.valueOf(unfit.getMessage()),
                "Correct the data, or name the column of the customer with --customer",
                unfit);
    }

    private static CommandFailure unreadable(UnreadableTable cause) {
        return new CommandFailure(
                ExitCode.UNREADABLE_INPUT, String.valueOf(cause.getMessage()), "Correct the file or the option", cause);
    }
}
