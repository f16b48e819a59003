// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads tables of ready-made features from CSV, TSV, JSON (an array or one object a line), each also gzipped, and
 * Parquet files.
 *
 * <p><b>Guarantees.</b> Rows keep the order of the file. Numbers become float32; true and false become 1 and 0;
 * nothing, NA, NaN and null (in any case) are missing. A column of anything else, a number that is not finite in
 * float32 and a label that is not 0 or 1 are refused with file, column and line (text formats) or row. A column without
 * a name is never a feature: it is some tool's row number. No name or path from outside becomes part of an SQL
 * statement, and messages hold no values of rows.
 *
 * <p>CSV as in RFC 4180: comma, or tab in TSV, double quotes, UTF-8, with a header; all rows have as many columns as
 * the header.
 */
public final class TableSource {
    private static final Pattern CSV_ERROR_LINE = Pattern.compile("CSV Error on Line: (\\d+)");

    private TableSource() {}

    /** Reads the rows of {@code file}; {@link UnreadableTable} says what is wrong with it. */
    public static Table read(Path file, ReadOptions options) {
        return readPartitioned(file, options).table();
    }

    /** The names of the columns of {@code file}, in its order; empty ones are of columns without a name. */
    public static List<String> columns(Path file) {
        return staged(file, StagedFile::columns);
    }

    /** Reads the rows of {@code file} and the values of the partition column. */
    public static PartitionedTable readPartitioned(Path file, ReadOptions options) {
        return staged(file, staged -> convert(staged, options));
    }

    /** How many rows {@code file} has; where {@code label} is named, each must have one that is 0 or 1. */
    public static int countRows(Path file, Optional<String> label) {
        return staged(file, staged -> {
            Optional<Integer> labels = indexOf(staged, label, "label column");
            staged.stage(labels.map(List::of).orElse(List.of(0)), Optional.empty());
            if (labels.isPresent()) {
                staged.requireLabels(labels.get());
            }
            return staged.rows();
        });
    }

    /** What is made of an open file. */
    @FunctionalInterface
    private interface Use<T> {
        T of(StagedFile staged) throws IOException, SQLException;
    }

    private static <T> T staged(Path file, Use<T> use) {
        TableFormat format = TableFormat.of(file);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new UnreadableTable(file, "must be a readable file, but is none");
        }
        try (StagedFile staged = StagedFile.open(file, format)) {
            return use.of(staged);
        } catch (IOException e) {
            throw new UnreadableTable(file, "must be readable, but " + e.getMessage(), e);
        } catch (SQLException e) {
            throw new UnreadableTable(file, explain(String.valueOf(e.getMessage())), e);
        }
    }

    private static PartitionedTable convert(StagedFile staged, ReadOptions options) throws IOException, SQLException {
        List<String> names = staged.columns();
        Optional<Integer> label = indexOf(staged, options.label(), "label column");
        Optional<Integer> distinct = indexOf(staged, options.distinctBy(), "column of distinct values");
        Optional<Integer> partition = indexOf(staged, options.partition(), "partition column");
        List<Integer> features = features(staged, options);
        Set<Integer> used = new LinkedHashSet<>(features);
        label.ifPresent(used::add);
        distinct.ifPresent(used::add);
        partition.ifPresent(used::add);
        staged.stage(used, distinct);
        staged.requireNumbers(features);
        if (label.isPresent()) {
            staged.requireLabels(label.get());
        }
        List<String> featureNames = features.stream().map(names::get).toList();
        float[] values = staged.numbers(features);
        Optional<float[]> labels =
                label.isPresent() ? Optional.of(staged.numbers(List.of(label.get()))) : Optional.empty();
        Table table = Table.of(featureNames, staged.rows(), values, labels);
        return new PartitionedTable(table, partition.isPresent() ? staged.texts(partition.get()) : List.of());
    }

    private static List<Integer> features(StagedFile staged, ReadOptions options) {
        List<Integer> features = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (int i = 0; i < staged.columns().size(); i++) {
            String name = staged.columns().get(i);
            if (options.isFeature(name)) {
                features.add(i);
                if (!seen.add(name)) {
                    throw new UnreadableTable(
                            staged.file(), "column " + name + " must be there once, but is twice; rename or drop it");
                }
            }
        }
        if (features.isEmpty()) {
            throw new UnreadableTable(
                    staged.file(), "at least one column must be left as a feature, but none is of " + staged.columns());
        }
        return features;
    }

    private static Optional<Integer> indexOf(StagedFile staged, Optional<String> name, String role) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        int index = staged.columns().indexOf(name.get());
        if (index < 0) {
            throw new UnreadableTable(
                    staged.file(), role + " must be one of " + staged.columns() + ", but was " + name.get());
        }
        return Optional.of(index);
    }

    /** DuckDB's messages quote the row; ours must not. */
    private static String explain(String message) {
        Matcher line = CSV_ERROR_LINE.matcher(message);
        if (line.find()) {
            return "line " + line.group(1) + " must have as many columns as the header and paired quotes, but has not";
        }
        return "must be readable, but is not: " + message.lines().findFirst().orElse("");
    }
}
