// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.participant.data.PartitionedTable;
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
 * @param distinct of rows with one value in this column the first is kept
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
        List<Sample> parts = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            parts.add(read(base.resolve(files.get(i)), columns, files.size() > 1 ? Optional.of(i) : Optional.empty()));
        }
        Optional<Table> testPart = test.map(
                file -> read(base.resolve(file), columns, Optional.empty()).table());
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

    private Sample read(Path file, Set<String> columns, Optional<Integer> owner) {
        try {
            Table table = TableSource.read(file, options(columns, Optional.empty()));
            SortedMap<String, List<String>> texts = new TreeMap<>();
            for (String column : columns) {
                PartitionedTable keyed = TableSource.readPartitioned(file, options(columns, Optional.of(column)));
                texts.put(column, keyed.keys());
            }
            List<Integer> owners =
                    owner.map(index -> Collections.nCopies(table.rows(), index)).orElse(List.of());
            return new Sample(table, texts, owners, Optional.empty());
        } catch (UnreadableTable unreadable) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    String.valueOf(unreadable.getMessage()),
                    "Correct the file, or the data section of the experiment",
                    unreadable);
        }
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
