// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.detection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.computation.trees.TreesPlan;
import org.cordon.participant.data.TableSource;
import org.cordon.participant.data.UnreadableTable;
import org.cordon.simulations.source.Holdout;
import org.cordon.simulations.source.SameFeatures;
import org.cordon.simulations.source.TableFiles;
import org.cordon.yaml.Spelling;

/**
 * Which rows, which of their columns, and which of them nobody trains on.
 *
 * @param table files, label, columns that are no features, a file of test rows
 * @param time train before a moment, test after another; without it and without a file of test rows a quarter is held out at random
 * @param partition how rows are spread; as the files are where it is left out
 */
record DetectionRows(TableFiles table, Optional<Holdout.Time> time, Optional<PartitionWord> partition)
        implements DetectionInput {
    static final double HELD_OUT = 0.25;

    @Override
    public String label() {
        return table.label().orElseThrow();
    }

    Holdout holdout() {
        if (table.test().isPresent()) {
            return new Holdout.Given();
        }
        return time.<Holdout>map(of -> of).orElseGet(() -> new Holdout.AtRandom(HELD_OUT));
    }

    /** Columns that decide and are no features. */
    Set<String> deciding() {
        Set<String> columns = new TreeSet<>();
        time.map(Holdout.Time::column).ifPresent(columns::add);
        partition.flatMap(PartitionWord::column).ifPresent(columns::add);
        return columns;
    }

    /**
     * Refuses columns that are not there, with the name that may have been meant.
     *
     * @return what is no error and yet likely a mistake
     */
    List<String> check() {
        List<String> files =
                Stream.concat(table.files().stream(), table.test().stream()).toList();
        List<String> warnings = new ArrayList<>();
        List<String> first = columns(files.get(0));
        for (String file : files) {
            List<String> columns = columns(file);
            require("--label", label(), file, columns);
            table.distinct().ifPresent(name -> require("--distinct", name, file, columns));
            time.ifPresent(of -> require("--time-column", of.column(), file, columns));
            partition
                    .flatMap(PartitionWord::column)
                    .ifPresent(name -> require("the column of --partition", name, file, columns));
            SameFeatures.require(
                    files.get(0),
                    features(first),
                    file,
                    features(columns),
                    "Give files with the same columns in the same order, or drop what they do not share with --drop-columns");
        }
        table.drop().ifPresent(regex -> {
            Pattern pattern = Pattern.compile(regex);
            if (first.stream().noneMatch(name -> pattern.matcher(name).find())) {
                warnings.add("--drop-columns " + regex + " drops nothing: " + files.get(0) + " has "
                        + SameFeatures.shown(first));
            }
        });
        return warnings;
    }

    private List<String> features(List<String> columns) {
        Optional<Pattern> drop = table.drop().map(Pattern::compile);
        Set<String> deciding = deciding();
        return columns.stream()
                .filter(name -> !name.isEmpty() && !name.equals(label()) && !deciding.contains(name))
                .filter(name ->
                        drop.filter(pattern -> pattern.matcher(name).find()).isEmpty())
                .toList();
    }

    private static void require(String option, String name, String file, List<String> columns) {
        if (!columns.contains(name)) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    option + " must be a column of " + file + ", but was " + name,
                    Spelling.nearest(name, columns)
                                    .map(near -> "Did you mean " + near + "? ")
                                    .orElse("")
                            + "There are " + SameFeatures.shown(columns));
        }
    }

    private static List<String> columns(String file) {
        try {
            return TableSource.columns(Path.of(file));
        } catch (UnreadableTable unreadable) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    String.valueOf(unreadable.getMessage()),
                    "Give CSV, TSV, JSON or Parquet files with --data and --test",
                    unreadable);
        }
    }

    @Override
    public String stem() {
        return String.valueOf(Path.of(table.files().get(0)).getFileName());
    }

    @Override
    public boolean hasExchanges() {
        return partition.isEmpty() && table.files().size() > 1;
    }

    @Override
    public String spread() {
        return partition.map(PartitionWord::written).orElse("one for each file");
    }

    @Override
    public String heldOut() {
        return table.test()
                .or(() -> time.map(Holdout.Time::column).map(column -> "by " + column))
                .orElse("a quarter at random, of each label the same share");
    }

    @Override
    public Optional<TreesPlan> trees() {
        return Optional.empty();
    }

    @Override
    public String section() {
        StringBuilder text = new StringBuilder("  table: {files: [")
                .append(String.join(", ", table.files().stream().map(Quoted::of).toList()))
                .append("], label: ")
                .append(Quoted.of(label()));
        table.drop().ifPresent(regex -> text.append(", drop: ").append(Quoted.of(regex)));
        table.distinct().ifPresent(name -> text.append(", distinct: ").append(Quoted.of(name)));
        table.test().ifPresent(file -> text.append(", test: ").append(Quoted.of(file)));
        text.append("}\n");
        time.ifPresent(of -> text.append("  holdout: {time: {column: ")
                .append(Quoted.of(of.column()))
                .append(", trainUntil: ")
                .append(Quoted.of(of.trainUntil()))
                .append(", testFrom: ")
                .append(Quoted.of(of.testFrom()))
                .append("}}\n"));
        if (time.isEmpty() && table.test().isEmpty()) {
            text.append("  holdout: {random: {share: ").append(HELD_OUT).append("}}\n");
        }
        partition.ifPresent(
                word -> text.append("  partition: ").append(word.section()).append('\n'));
        return text.toString();
    }
}
