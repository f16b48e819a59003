// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.participant.data.Table;
import org.cordon.simulations.engine.Seeds;
import org.cordon.simulations.experiment.Experiment;
import org.cordon.simulations.partition.Partition;
import org.cordon.simulations.partition.Partitions;
import org.cordon.simulations.partition.Rows;
import org.cordon.simulations.source.Sample;
import org.cordon.simulations.source.Source;
import org.cordon.simulations.source.TableFiles;

/**
 * Who has which rows in a run.
 *
 * <p>Rows of an exchange are picked when they are asked for, and kept while there is memory for a second copy.
 */
final class Ground {
    private final Table table;
    private final int[][] owned;
    private final Table test;
    private final Source source;
    private final SortedMap<String, List<List<Integer>>> watched;
    private final Map<Integer, SoftReference<Table>> picked = new ConcurrentHashMap<>();

    private Ground(
            Table table, int[][] owned, Table test, Source source, SortedMap<String, List<List<Integer>>> watched) {
        this.table = table;
        this.owned = owned;
        this.test = test;
        this.source = source;
        this.watched = watched;
    }

    /**
     * Cuts a sample as the experiment says.
     *
     * @param plugin the partition of a plugin, by name
     */
    static Ground lay(
            Experiment settings, Sample sample, long seed, java.util.function.Function<String, Partition> plugin) {
        Sample cut = settings.data().held().apply(sample, Seeds.of(seed, "holdout"));
        Table test = cut.test().orElseThrow();
        int[] owner;
        int exchanges;
        if (settings.data().partition().isEmpty() && !cut.exchanges().isEmpty()) {
            exchanges = settings.data().natural().orElseThrow(); // though holdout may have left the last without rows
            owner = cut.exchanges().stream().mapToInt(Integer::intValue).toArray();
        } else {
            exchanges = settings.exchangeCount();
            Partition partition = settings.data()
                    .partition()
                    .map(choice -> partition(choice, plugin))
                    .orElseGet(Partitions.Iid::new);
            owner = assigned(
                    partition, new Rows(cut.table(), cut.columns(), Seeds.random(seed, "partition")), exchanges);
        }
        return new Ground(
                cut.table(), owned(owner, exchanges), test, settings.data().source(), cut.watched());
    }

    private static Partition partition(
            Experiment.PartitionChoice choice, java.util.function.Function<String, Partition> plugin) {
        return Stream.<Optional<? extends Partition>>of(
                        choice.iid(),
                        choice.dirichlet(),
                        choice.shards(),
                        choice.quantity(),
                        choice.column(),
                        choice.attackKind())
                .flatMap(Optional::stream)
                .map(Partition.class::cast)
                .findFirst()
                .orElseGet(() -> plugin.apply(choice.plugin().orElseThrow()));
    }

    private static int[] assigned(Partition partition, Rows rows, int exchanges) {
        int[] owner;
        try {
            owner = partition.assign(rows, exchanges);
        } catch (IllegalArgumentException wrong) {
            throw unfit("data.partition: " + wrong.getMessage());
        }
        if (owner.length != rows.table().rows()) {
            throw unfit("data.partition must assign " + rows.table().rows() + " rows, but assigned " + owner.length);
        }
        for (int exchange : owner) {
            if (exchange < -1 || exchange >= exchanges) {
                throw unfit(
                        "data.partition must assign rows to 0 to " + (exchanges - 1) + ", or -1, but to " + exchange);
            }
        }
        return owner;
    }

    private static int[][] owned(int[] owner, int exchanges) {
        int[] sizes = new int[exchanges];
        IntStream.of(owner).filter(e -> e >= 0).forEach(e -> sizes[e]++);
        int[][] owned = new int[exchanges][];
        for (int e = 0; e < exchanges; e++) {
            owned[e] = new int[sizes[e]];
        }
        int[] filled = new int[exchanges];
        for (int row = 0; row < owner.length; row++) {
            if (owner[row] >= 0) {
                owned[owner[row]][filled[owner[row]]++] = row;
            }
        }
        return owned;
    }

    private static CommandFailure unfit(String sentence) {
        return new CommandFailure(ExitCode.UNREADABLE_INPUT, sentence, "Correct it in the experiment's file");
    }

    /** The same owners over scaled rows. */
    Ground scaled(Table rows, Table testRows) {
        return new Ground(rows, owned, testRows, source, watched);
    }

    int exchanges() {
        return owned.length;
    }

    int largest() {
        return Stream.of(owned).mapToInt(rows -> rows.length).max().orElse(0);
    }

    /** Rows of all exchanges. */
    int all() {
        return Stream.of(owned).mapToInt(rows -> rows.length).sum();
    }

    Table rows(int exchange) {
        Optional<Table> kept = Optional.ofNullable(picked.get(exchange)).map(SoftReference::get);
        Table rows = kept.orElseGet(() -> table.select(owned[exchange]));
        if (kept.isEmpty()) {
            picked.put(exchange, new SoftReference<>(rows));
        }
        return rows;
    }

    IntFunction<Table> rows() {
        return this::rows;
    }

    /** The rows of all exchanges in one place. */
    Table pooled() {
        List<Integer> all = new ArrayList<>();
        for (int[] rows : owned) {
            IntStream.of(rows).forEach(all::add);
        }
        return table.select(all.stream().mapToInt(Integer::intValue).toArray());
    }

    Table table() {
        return table;
    }

    Table test() {
        return test;
    }

    /** Rows of the test that are looked at by themselves, by the name of what made them; a list for each time. */
    SortedMap<String, List<List<Integer>>> watched() {
        return watched;
    }

    int classes() {
        return source.classes();
    }

    /** The name of the column of labels, where the source has named columns. */
    Optional<String> labelColumn() {
        return source instanceof TableFiles files ? files.label() : Optional.empty();
    }

    /** Reads the sample of an experiment. */
    static Sample read(Experiment settings, Path base, long seed) {
        Source source = settings.data().source();
        return source.read(base, settings.data().columns(), source.seedOf(seed));
    }
}
