// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.detection;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.participant.data.Table;
import org.cordon.simulations.source.Sample;

/**
 * How many rows there are to learn from and to test on, before anything is trained.
 *
 * @param train rows that are spread over the exchanges
 * @param test rows that nobody trains on
 * @param exchanges how many there are
 */
record DetectionGround(Side train, Side test, int features, int exchanges) {
    private static final int FEWEST = 5;
    private static final int EXCHANGES = 5;
    private static final int MOST_NATURAL = 10;

    /**
     * One side of the cut.
     *
     * @param found rows with label 1
     */
    record Side(int rows, int found) {
        static Side of(Table table) {
            return new Side(table.rows(), table.positives());
        }
    }

    /**
     * Reads the rows once.
     *
     * @param asked number of exchanges that is asked for
     */
    static DetectionGround of(DetectionRows rows, Optional<Integer> asked) {
        Sample sample = named(
                () -> rows.table().read(Path.of(""), rows.deciding(), 0),
                "Name the column of labels with --label, and leave out columns that are no numbers with --drop-columns REGEX");
        Sample cut = named(
                () -> rows.holdout().apply(sample, 0),
                "Choose --train-until and --test-from so that there are rows before the one and from the other on");
        Side train = Side.of(cut.table());
        Side test = Side.of(cut.test().orElseThrow());
        require(train, "to train on", rows.label());
        require(test, "to test on", rows.label());
        return new DetectionGround(train, test, cut.table().features(), exchanges(rows, cut, asked));
    }

    /** The rows of a scenario, with the first seed. */
    static DetectionGround of(ScenarioRows rows) {
        Sample cut = rows.ledger().read(Path.of(""), Set.of(), rows.ledger().seedOf(1));
        return new DetectionGround(
                Side.of(cut.table()),
                Side.of(cut.test().orElseThrow()),
                cut.table().features(),
                rows.ledger().exchangeCount());
    }

    /** With a mend in the words of the command line in place of those of an experiment's file. */
    private static Sample named(Supplier<Sample> sample, String mend) {
        try {
            return sample.get();
        } catch (CommandFailure unfit) {
            throw new CommandFailure(ExitCode.UNREADABLE_INPUT, String.valueOf(unfit.getMessage()), mend, unfit);
        }
    }

    private static void require(Side side, String role, String label) {
        if (side.found() < FEWEST || side.rows() - side.found() < FEWEST) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    "there must be at least " + FEWEST + " rows " + role + " of each value of " + label
                            + ", but there are " + side.found() + " with 1 and " + (side.rows() - side.found())
                            + " with 0",
                    "Give more rows, or cut them elsewhere with --test, or --train-until and --test-from");
        }
    }

    private static int exchanges(DetectionRows rows, Sample cut, Optional<Integer> asked) {
        if (rows.partition().isEmpty() && rows.table().files().size() > 1) {
            int files = rows.table().files().size();
            asked.filter(n -> n != files).ifPresent(n -> {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "--exchanges must be " + files + ", one for each file of --data, but was " + n,
                        "Leave --exchanges out, or spread the rows of all files with --partition");
            });
            return files;
        }
        if (asked.isPresent()) {
            return asked.orElseThrow();
        }
        return rows.partition()
                .filter(PartitionWord::isNatural)
                .flatMap(PartitionWord::column)
                .map(column -> new TreeSet<>(
                                Optional.ofNullable(cut.columns().get(column)).orElseThrow())
                        .size())
                .filter(values -> values <= MOST_NATURAL)
                .orElse(EXCHANGES);
    }
}
