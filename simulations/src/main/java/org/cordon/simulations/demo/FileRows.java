// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.zip.CRC32;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.participant.data.PartitionedTable;
import org.cordon.participant.data.ReadOptions;
import org.cordon.participant.data.Table;
import org.cordon.participant.data.TableSource;
import org.cordon.participant.data.UnreadableTable;
import org.cordon.simulations.generator.Partitioner;

/**
 * Makes exchanges out of the rows of a file: a quarter, drawn at random, is held out first, the rest is cut.
 *
 * @param label column of labels, 0 or 1
 * @param drop columns with a match in their name are no features
 * @param distinct of rows with one value in this column the first is kept
 */
record FileRows(Path file, String label, Optional<String> drop, Optional<String> distinct, Cut cut, long seed) {
    private static final int EXCHANGES = 5;
    private static final int MOST_NATURAL = 10;
    private static final int HELD_OUT = 4;
    private static final int FEWEST_ROWS = 20;
    private static final int DRAWS = 200;
    private static final List<String> NAMES = List.of("aurora", "borealis", "cascade", "delta", "equinox");

    DemoData read() {
        PartitionedTable all = table();
        int[] order = order(all.table().rows());
        int testRows = order.length / HELD_OUT;
        Table test = all.table().select(Arrays.copyOf(order, testRows));
        int[] rest = Arrays.copyOfRange(order, testRows, order.length);
        Table training = all.table().select(rest);
        List<String> keys = new ArrayList<>();
        if (!all.keys().isEmpty()) {
            for (int row : rest) {
                keys.add(all.keys().get(row));
            }
        }
        requireBothLabels(test);
        requireBothLabels(training);
        return new DemoData(file.getFileName() + ", seed " + seed, cut(training, keys), test);
    }

    private PartitionedTable table() {
        try {
            ReadOptions options = ReadOptions.labelled(label);
            if (drop.isPresent()) {
                options = options.dropping(drop.get());
            }
            if (distinct.isPresent()) {
                options = options.distinctBy(distinct.get());
            }
            if (cut.by().isPresent()) {
                options = options.partitionedBy(cut.by().get());
            }
            return TableSource.readPartitioned(file, options);
        } catch (UnreadableTable unreadable) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    String.valueOf(unreadable.getMessage()),
                    "Name the column of labels with --label, and leave out columns that are no numbers with"
                            + " --drop-columns REGEX.",
                    unreadable);
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(
                    ExitCode.USAGE, String.valueOf(wrong.getMessage()), "See cordon demo --help.", wrong);
        }
    }

    private int[] order(int rows) {
        if (rows < EXCHANGES * FEWEST_ROWS * 2) {
            throw unfit("must have at least " + EXCHANGES * FEWEST_ROWS * 2 + " rows, but has " + rows);
        }
        List<Integer> order = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            order.add(row);
        }
        Collections.shuffle(order, new Random(seed));
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    private void requireBothLabels(Table rows) {
        if (rows.positives() < 5 || rows.rows() - rows.positives() < 5) {
            throw unfit("must have enough rows of both labels, but has " + rows.positives() + " of label 1 among "
                    + rows.rows());
        }
    }

    private List<DemoData.Exchange> cut(Table training, List<String> keys) {
        if (cut instanceof Cut.Column column) {
            return natural(training, keys, column.name());
        }
        LongFunction<List<Table>> draw = cut instanceof Cut.Dirichlet dirichlet
                ? drawn -> Partitioner.dirichlet(training, keys, dirichlet.alpha(), EXCHANGES, drawn)
                : drawn -> Partitioner.iid(training, EXCHANGES, drawn);
        for (int i = 0; i < DRAWS; i++) {
            List<Table> parts = draw.apply(seed + 1_000_003L * i);
            if (parts.stream().allMatch(part -> part.rows() >= FEWEST_ROWS)) {
                return named(NAMES, parts);
            }
        }
        throw unfit("must leave every exchange " + FEWEST_ROWS + " rows, but " + DRAWS
                + " draws did not; a larger alpha helps");
    }

    /** One exchange per value, or five over which many values are spread. */
    private List<DemoData.Exchange> natural(Table training, List<String> keys, String column) {
        int values = new TreeSet<>(keys).size();
        if (values < EXCHANGES) {
            throw unfit("must have at least five values in column " + column + ", but has " + values
                    + "; with fewer exchanges a sum would hide too little");
        }
        List<String> groups = values <= MOST_NATURAL
                ? keys
                : keys.stream().map(key -> String.valueOf(bucket(key))).toList();
        SortedMap<String, Table> parts = Partitioner.natural(training, groups, seed);
        if (parts.size() < EXCHANGES || parts.values().stream().anyMatch(part -> part.rows() < FEWEST_ROWS)) {
            throw unfit("must have " + FEWEST_ROWS + " rows for each exchange by column " + column + ", but has not");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            names.add(i < NAMES.size() ? NAMES.get(i) : "exchange-" + (i + 1));
        }
        return named(names, List.copyOf(parts.values()));
    }

    private static long bucket(String key) {
        CRC32 sum = new CRC32();
        sum.update(key.getBytes(StandardCharsets.UTF_8));
        return sum.getValue() % EXCHANGES;
    }

    private static List<DemoData.Exchange> named(List<String> names, List<Table> parts) {
        List<DemoData.Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Table rows = parts.get(i);
            exchanges.add(new DemoData.Exchange(names.get(i), "has seen " + rows.positives() + " of label 1", rows));
        }
        return exchanges;
    }

    private CommandFailure unfit(String problem) {
        return new CommandFailure(
                ExitCode.UNREADABLE_INPUT,
                file + " " + problem,
                "Give more rows, another --partition, or another --seed; see cordon demo --help.");
    }
}
