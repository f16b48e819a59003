// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
     * @param column compared as numbers where all values are numbers, else as text, so that ISO 8601 in UTC fits
     * @param trainUntil rows before it are trained on
     * @param testFrom rows from it on are the test
     */
    record Time(String column, String trainUntil, String testFrom) implements Holdout {
        public Time {
            if (Moments.compare(trainUntil, testFrom) > 0) {
                throw new IllegalArgumentException(
                        "testFrom must not be before trainUntil, " + trainUntil + ", but was " + testFrom);
            }
        }

        @Override
        public Set<String> columns() {
            return Set.of(column);
        }

        @Override
        public Sample apply(Sample sample, long seed) {
            List<String> at = Optional.ofNullable(sample.columns().get(column)).orElseThrow();
            return split(
                    sample,
                    row -> Moments.compare(at.get(row), testFrom) >= 0,
                    row -> Moments.compare(at.get(row), trainUntil) < 0);
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
