// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.results;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns of the three tables, as docs/results.md shows them. */
public final class Tables {
    /** Of the three tables together. */
    public static final int VERSION = 1;

    /** Metrics by their names in experiments, and the columns that hold them. */
    static final List<List<String>> METRICS = List.of(
            List.of("loss", "loss"),
            List.of("accuracy", "accuracy"),
            List.of("averagePrecision", "average_precision"),
            List.of("rocAuc", "roc_auc"),
            List.of("recallAt1PctFpr", "recall_at_1pct_fpr"));

    private Tables() {}

    /**
     * A table.
     *
     * @param name of the table and its files
     */
    public record Table(String name, List<Column> columns) {
        String types() {
            return columns.stream()
                    .map(column -> "'" + column.name() + "': '" + column.type() + "'")
                    .collect(Collectors.joining(", ", "{", "}"));
        }
    }

    /**
     * A column.
     *
     * @param type as SQL spells it
     */
    public record Column(String name, String type, String meaning) {}

    /** One row for each run. */
    public static final Table RUN = new Table(
            "run",
            columns(
                    List.of(
                            new Column("version", "INTEGER", "version of the three tables, " + VERSION),
                            new Column(
                                    "run",
                                    "VARCHAR",
                                    "16 hexadecimal digits that derive from all that decides on the run"),
                            new Column("experiment", "VARCHAR", "its name"),
                            new Column(
                                    "label",
                                    "VARCHAR",
                                    "the values of the sweep at this point, with their keys where points set different ones; or the experiment's name"),
                            new Column("point", "VARCHAR", "the same as JSON: key in the file to value"),
                            new Column("seed", "BIGINT", "from the file"),
                            new Column("strategy", "VARCHAR", "how the federation learns"),
                            new Column("attack", "VARCHAR", "none, or the attack with its share"),
                            new Column("defence", "VARCHAR", "none, or the defence with its buckets"),
                            new Column("partition", "VARCHAR", "how rows were spread"),
                            new Column("model", "VARCHAR", "what was learnt"),
                            new Column("secure_sum", "BOOLEAN", "whether vectors were masked"),
                            new Column("exchanges", "INTEGER", "how many there are"),
                            new Column("rounds", "INTEGER", "sums that were planned"),
                            new Column("parameters", "INTEGER", "of the model"),
                            new Column(
                                    "refusals",
                                    "VARCHAR",
                                    "JSON list of reasons why production would refuse this; empty if it would not"),
                            new Column("plugins", "VARCHAR", "JSON: plugin to SHA-256 of its source"),
                            new Column("status", "VARCHAR", "done, or diverged: a parameter ceased to be finite"),
                            new Column("rounds_done", "INTEGER", "sums that were played"),
                            new Column(
                                    "target_round",
                                    "INTEGER",
                                    "rounds until the target was met; empty if it was not, or there is none")),
                    "of the last model; empty where the run diverged",
                    List.of(
                            new Column(
                                    "figures",
                                    "VARCHAR",
                                    "JSON, sorted: alone/METRIC/mean, alone/METRIC/worst, scoreAveraging/METRIC, pooled/METRIC, personal/METRIC/mean, "
                                            + "personal/METRIC/worst, as far as they were asked for; alone/diverged, alone/untrained, pooled/diverged count "
                                            + "models that are in none of them; of a ledger also METRIC tripped/SCRIPT/rows and "
                                            + "tripped/SCRIPT/plays, and together/METRIC of these (docs/detection.md); under differential privacy "
                                            + "privacy/epsilon, privacy/delta, privacy/spent, privacy/noiseMultiplier, "
                                            + "privacy/effectiveMultiplier, privacy/noiseToSignal and privacy/countsNoiseToSignal (docs/trees.md)"))));

    /** One row for each round. */
    public static final Table ROUND = new Table(
            "round",
            columns(
                    List.of(
                            new Column("run", "VARCHAR", "as in run"),
                            new Column("round", "INTEGER", "from 0"),
                            new Column("asked", "INTEGER", "exchanges that were asked"),
                            new Column("summed", "INTEGER", "exchanges in the sum; 0 if it could not be opened"),
                            new Column("update_norm", "DOUBLE", "L2 norm of the update that came of it"),
                            new Column("bytes_up", "BIGINT", "of all exchanges; without masks those of vectors alone"),
                            new Column(
                                    "bytes_down", "BIGINT", "of all exchanges; without masks those of vectors alone")),
                    "after the round, where it was judged",
                    List.of()));

    /** One row for each exchange that was asked in a round. */
    public static final Table CLIENT_ROUND = new Table(
            "client_round",
            columns(
                    List.of(
                            new Column("run", "VARCHAR", "as in run"),
                            new Column("round", "INTEGER", "from 0"),
                            new Column("exchange", "INTEGER", "from 0"),
                            new Column("role", "VARCHAR", "honest or attacker"),
                            new Column("status", "VARCHAR", "summed, dropped, straggled or unavailable"),
                            new Column("rows", "INTEGER", "that it trained on"),
                            new Column("steps", "INTEGER", "of its optimiser"),
                            new Column("weight", "BIGINT", "in the sum"),
                            new Column("update_norm", "DOUBLE", "L2 norm before any bound"),
                            new Column(
                                    "shrink",
                                    "DOUBLE",
                                    "factor by which the bounds shrank it, or what the strategy adds beside it, at most 1")),
                    "of the exchange's own model, if it has one",
                    List.of()));

    /** All three. */
    public static final List<Table> ALL = List.of(RUN, ROUND, CLIENT_ROUND);

    private static List<Column> columns(List<Column> first, String when, List<Column> last) {
        Stream<Column> metrics =
                METRICS.stream().map(names -> new Column(names.get(1), "DOUBLE", names.get(0) + ", " + when));
        return Stream.of(first.stream(), metrics, last.stream())
                .flatMap(columns -> columns)
                .toList();
    }
}
