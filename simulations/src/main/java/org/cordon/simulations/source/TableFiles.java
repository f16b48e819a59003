// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.participant.data.ReadOptions;
import org.cordon.participant.data.Table;
import org.cordon.participant.data.TableSource;
import org.cordon.participant.data.UnreadableTable;

/**
 * Tables in files: CSV, TSV, JSON, each also gzipped, or Parquet, told by the ending.
 *
 * @param files one or several; with several, each is an exchange where the partition is {@code given}
 * @param label column that is 1 for what is to be found
 * @param drop columns with a match in their name are no features
 * @param distinct of rows with one value in this column, in all files, the first is kept; where it is in the test file that one
 * @param test a file of rows that nobody trains on
 */
public record TableFiles(
        List<String> files,
        Optional<String> label,
        Optional<String> drop,
        Optional<String> distinct,
        Optional<String> test)
        implements Source {
    public TableFiles {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("files must be at least one, but were none");
        }
        drop.ifPresent(regex -> {
            try {
                Pattern unused = Pattern.compile(regex);
            } catch (PatternSyntaxException malformed) {
                throw new IllegalArgumentException(
                        "drop must be a regular expression, but was " + regex + ": " + malformed.getDescription(),
                        malformed);
            }
        });
    }

    @Override
    public Sample read(Path base, Set<String> columns, long seed) {
        Set<String> seen = new HashSet<>();
        Optional<Table> testPart = test.map(
                file -> distinct(base.resolve(file), columns, read(base.resolve(file), columns, Optional.empty()), seen)
                        .table());
        List<Sample> parts = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Path file = base.resolve(files.get(i));
            Sample part = read(file, columns, files.size() > 1 ? Optional.of(i) : Optional.empty());
            if (i > 0) {
                requireSameFeatures(parts.get(0).table(), file, part.table());
            }
            parts.add(distinct(file, columns, part, seen));
        }
        testPart.ifPresent(rows -> requireSameFeatures(parts.get(0).table(), base.resolve(test.orElseThrow()), rows));
        Table table = parts.stream().map(Sample::table).reduce(Table::append).orElseThrow();
        SortedMap<String, List<String>> texts = new TreeMap<>();
        for (String column : columns) {
            List<String> all = new ArrayList<>();
            parts.forEach(part ->
                    all.addAll(Optional.ofNullable(part.columns().get(column)).orElseThrow()));
            texts.put(column, all);
        }
        List<Integer> owners = new ArrayList<>();
        parts.forEach(part -> owners.addAll(part.exchanges()));
        return new Sample(table, texts, owners, testPart);
    }

    private void requireSameFeatures(Table first, Path file, Table rows) {
        SameFeatures.require(
                files.get(0),
                first.featureNames(),
                file.toString(),
                rows.featureNames(),
                "Give files with the same columns in the same order, or leave out what they do not share with"
                        + " data.table.drop");
    }

    /** Without the rows whose value has been seen in a file before; rows without a value are all kept, as within a file. */
    private Sample distinct(Path file, Set<String> columns, Sample part, Set<String> seen) {
        if (distinct.isEmpty() || files.size() + test.stream().count() == 1) {
            return part;
        }
        List<String> keys = keys(file, columns, distinct.orElseThrow());
        int[] kept = IntStream.range(0, keys.size())
                .filter(row -> Moments.isMissing(keys.get(row)) || seen.add(keys.get(row)))
                .toArray();
        return kept.length == keys.size() ? part : part.select(kept, Optional.empty());
    }

    private Sample read(Path file, Set<String> columns, Optional<Integer> owner) {
        try {
            Table table = TableSource.read(file, options(columns, Optional.empty()));
            SortedMap<String, List<String>> texts = new TreeMap<>();
            for (String column : columns) {
                texts.put(column, keys(file, columns, column));
            }
            List<Integer> owners =
                    owner.map(index -> Collections.nCopies(table.rows(), index)).orElse(List.of());
            return new Sample(table, texts, owners, Optional.empty());
        } catch (UnreadableTable unreadable) {
            throw refused(unreadable);
        }
    }

    private List<String> keys(Path file, Set<String> columns, String column) {
        try {
            return TableSource.readPartitioned(file, options(columns, Optional.of(column)))
                    .keys();
        } catch (UnreadableTable unreadable) {
            throw refused(unreadable);
        }
    }

    private static CommandFailure refused(UnreadableTable unreadable) {
        return new CommandFailure(
                ExitCode.UNREADABLE_INPUT,
                String.valueOf(unreadable.getMessage()),
                "Correct the file, or the data section of the experiment",
                unreadable);
    }

    /** No column that holdout or partition asks for is a feature, unless it is the label. */
    private ReadOptions options(Set<String> columns, Optional<String> key) {
        Set<String> beside = new TreeSet<>(columns);
        label.ifPresent(beside::remove);
        List<String> alternatives = new ArrayList<>();
        drop.ifPresent(regex -> alternatives.add("(?:" + regex + ")"));
        beside.forEach(name -> alternatives.add("^" + Pattern.quote(name) + "$"));
        ReadOptions options = label.map(ReadOptions::labelled).orElseGet(ReadOptions::unlabelled);
        if (!alternatives.isEmpty()) {
            options = options.dropping(String.join("|", alternatives));
        }
        if (distinct.isPresent()) {
            options = options.distinctBy(distinct.orElseThrow());
        }
        return key.isPresent() ? options.partitionedBy(key.orElseThrow()) : options;
    }
}
