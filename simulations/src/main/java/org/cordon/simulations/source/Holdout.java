// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.participant.data.Table;
import org.cordon.simulations.generator.Draws;

/** Which rows nobody trains on. */
public sealed interface Holdout {
    /** The column it decides by, if it needs one. */
    default Set<String> columns() {
        return Set.of();
    }

    /** The same sample with its test part set apart. */
    Sample apply(Sample sample, long seed);

    /** The test part that the source has. */
    record Given() implements Holdout {
        @Override
        public Sample apply(Sample sample, long seed) {
            if (sample.test().isEmpty()) {
                throw unfit("holdout must be random, time or group, but is given, and the source has no test part");
            }
            return sample;
        }
    }

    /**
     * A share of the rows at random, of each label the same share.
     *
     * @param share in (0, 1)
     */
    record AtRandom(double share) implements Holdout {
        public AtRandom {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException("share must be in (0, 1), but was " + share);
            }
        }

        @Override
        public Sample apply(Sample sample, long seed) {
            Table table = sample.table();
            int[] order = new Draws(seed).permutation(table.rows());
            boolean[] held = new boolean[order.length];
            int[] seen = new int[4096];
            int[] taken = new int[4096];
            for (int row : order) {
                int label = table.labelled() ? (int) table.label(row) : 0;
                seen[label]++;
                if (taken[label] < Math.rint(share * seen[label])) {
                    held[row] = true;
                    taken[label]++;
                }
            }
            return split(sample, row -> held[row], row -> !held[row]);
        }
    }

    /**
     * Train before a moment, test from another on; what lies between is for nobody.
     *
     * @param column compared as numbers where all values are numbers, else as ISO 8601, in UTC where there is no zone; a row without
     *     a moment is refused
     * @param trainUntil rows before it are trained on
     * @param testFrom rows from it on are the test
     */
    record Time(String column, String trainUntil, String testFrom) implements Holdout {
        public Time {
            int order = order(Moments::number, trainUntil, testFrom)
                    .or(() -> order(Moments::date, trainUntil, testFrom))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "trainUntil and testFrom must be both numbers or both ISO 8601, but were " + trainUntil
                                    + " and " + testFrom));
            if (order > 0) {
                throw new IllegalArgumentException(
                        "testFrom must not be before trainUntil, " + trainUntil + ", but was " + testFrom);
            }
        }

        private static <T extends Comparable<T>> Optional<Integer> order(
                Function<String, Optional<T>> parse, String one, String other) {
            return parse.apply(one).flatMap(first -> parse.apply(other).map(first::compareTo));
        }

        @Override
        public Set<String> columns() {
            return Set.of(column);
        }

        @Override
        public Sample apply(Sample sample, long seed) {
            List<String> at = Optional.ofNullable(sample.columns().get(column)).orElseThrow();
            requirePresent(at);
            if (at.stream().allMatch(value -> Moments.number(value).isPresent())) {
                return cut(sample, at, Moments::number, "numbers");
            }
            return cut(sample, at, Moments::date, "ISO 8601, such as 2018-08-10T06:00");
        }

        private void requirePresent(List<String> at) {
            int[] missing = IntStream.range(0, at.size())
                    .filter(row -> Moments.isMissing(at.get(row)))
                    .toArray();
            if (missing.length > 0) {
                throw unfit("column " + column + " must hold a moment in every row, but " + missing.length + " of "
                        + at.size() + " rows have none, the first of them row " + (missing[0] + 1));
            }
        }

        private <T extends Comparable<T>> Sample cut(
                Sample sample, List<String> at, Function<String, Optional<T>> parse, String kind) {
            List<T> moments = new ArrayList<>();
            for (int row = 0; row < at.size(); row++) {
                int number = row + 1;
                moments.add(parse.apply(at.get(row))
                        .orElseThrow(() -> unfit("column " + column + " must hold numbers in all rows, or " + kind
                                + " in all, but row " + number + " holds neither")));
            }
            T until = threshold("trainUntil", trainUntil, parse, kind);
            T from = threshold("testFrom", testFrom, parse, kind);
            return split(
                    sample,
                    row -> moments.get(row).compareTo(from) >= 0,
                    row -> moments.get(row).compareTo(until) < 0);
        }

        private <T> T threshold(String name, String text, Function<String, Optional<T>> parse, String kind) {
            return parse.apply(text)
                    .orElseThrow(
                            () -> unfit(name + " must be as column " + column + " is, " + kind + ", but was " + text));
        }
    }

    /**
     * A share of the values of a column: no value is on both sides.
     *
     * @param column for example the customer
     * @param share of the values, in (0, 1)
     */
    record Group(String column, double share) implements Holdout {
        public Group {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException("share must be in (0, 1), but was " + share);
            }
        }

        @Override
        public Set<String> columns() {
            return Set.of(column);
        }

        @Override
        public Sample apply(Sample sample, long seed) {
            List<String> of = Optional.ofNullable(sample.columns().get(column)).orElseThrow();
            List<String> values = new ArrayList<>(new TreeSet<>(of));
            int[] order = new Draws(seed).permutation(values.size());
            Set<String> held = new TreeSet<>();
            for (int i = 0; i < Math.rint(share * values.size()); i++) {
                held.add(values.get(order[i]));
            }
            return split(sample, row -> held.contains(of.get(row)), row -> !held.contains(of.get(row)));
        }
    }

    private static Sample split(Sample sample, IntPredicate test, IntPredicate train) {
        int rows = sample.table().rows();
        int[] held = IntStream.range(0, rows).filter(test).toArray();
        int[] kept = IntStream.range(0, rows).filter(train).toArray();
        if (held.length == 0 || kept.length == 0) {
            throw unfit("holdout must leave rows on both sides, but leaves " + kept.length + " to train on and "
                    + held.length + " to test");
        }
        return sample.select(kept, Optional.of(sample.table().select(held)));
    }

    private static CommandFailure unfit(String sentence) {
        return new CommandFailure(ExitCode.UNREADABLE_INPUT, sentence, "Correct data.holdout in the experiment's file");
    }
}
