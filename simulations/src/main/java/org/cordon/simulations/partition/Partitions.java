// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.partition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cordon.simulations.generator.Draws;

/** The partitions that are built in. */
public final class Partitions {
    /** What {@code by} is called where rows are grouped by their label. */
    public static final String LABEL = "label";

    private Partitions() {}

    /** Equal parts at random. */
    public record Iid() implements Partition {
        @Override
        public int[] assign(Rows rows, int exchanges) {
            int[] order = permutation(rows, rows.table().rows());
            int[] owner = new int[order.length];
            for (int i = 0; i < order.length; i++) {
                owner[order[i]] = i % exchanges;
            }
            return owner;
        }
    }

    /**
     * For every group shares of the exchanges drawn from a Dirichlet distribution (Hsu et al. 2019).
     *
     * @param alpha the smaller, the more unlike
     * @param by {@value #LABEL}, or a column
     */
    public record Dirichlet(double alpha, String by) implements Partition {
        public Dirichlet {
            require(alpha > 0 && alpha <= 1e6, "alpha must be in (0, 1e6], but was " + alpha);
        }

        @Override
        public int[] assign(Rows rows, int exchanges) {
            Draws draws = new Draws(rows.random().nextLong());
            int[] owner = new int[rows.table().rows()];
            for (List<Integer> group : groups(rows, by, draws).values()) {
                double[] shares = draws.dirichlet(alpha, exchanges);
                double end = 0;
                int from = 0;
                for (int e = 0; e < exchanges; e++) {
                    end += shares[e];
                    int to = e == exchanges - 1
                            ? group.size()
                            : (int) Math.min(group.size(), Math.rint(end * group.size()));
                    for (int i = from; i < to; i++) {
                        owner[group.get(i)] = e;
                    }
                    from = Math.max(from, to);
                }
            }
            return owner;
        }
    }

    /**
     * Rows in order of their label, cut into equal shards, so many for each exchange (McMahan et al. 2017, section 3).
     *
     * @param perExchange 1 and up
     * @param alike the last so many exchanges get their part of all rows at random instead: attackers that hold every label, as in
     *     Karimireddy et al. 2022, section 6; 0 where it is left out
     */
    public record Shards(int perExchange, Optional<Integer> alike) implements Partition {
        public Shards {
            alike.ifPresent(n -> require(n >= 0 && n <= 1_000_000, "alike must be in [0, 1000000], but was " + n));
            require(
                    perExchange >= 1 && perExchange <= 1000,
                    "perExchange must be in [1, 1000], but was " + perExchange);
        }

        @Override
        public int[] assign(Rows rows, int exchanges) {
            Draws draws = new Draws(rows.random().nextLong());
            int apart = exchanges - alike.orElse(0);
            require(
                    apart >= 1,
                    "alike must be below the number of exchanges, " + exchanges + ", but was " + alike.orElse(0));
            int[] owner = new int[rows.table().rows()];
            List<Integer> sorted = new ArrayList<>();
            for (List<Integer> group : groups(rows, LABEL, draws).values()) {
                for (int i = 0; i < group.size(); i++) {
                    int turn = i % exchanges;
                    if (turn >= apart) {
                        owner[group.get(i)] = turn;
                    } else {
                        sorted.add(group.get(i));
                    }
                }
            }
            long wanted = (long) apart * perExchange;
            require(
                    wanted <= Math.max(apart, sorted.size()),
                    "exchanges times perExchange must be at most the rows, " + sorted.size() + ", but was " + wanted);
            int shards = (int) wanted;
            int[] order = draws.permutation(shards);
            for (int i = 0; i < sorted.size(); i++) {
                int shard = (int) ((long) i * shards / sorted.size());
                owner[sorted.get(i)] = order[shard] / perExchange;
            }
            return owner;
        }
    }

    /**
     * Parts of unlike size, alike otherwise: sizes are log-normal.
     *
     * @param sigma of the logarithm, 0 and up
     */
    public record Quantity(double sigma) implements Partition {
        public Quantity {
            require(sigma >= 0 && sigma <= 10, "sigma must be in [0, 10], but was " + sigma);
        }

        @Override
        public int[] assign(Rows rows, int exchanges) {
            Draws draws = new Draws(rows.random().nextLong());
            double[] ends = new double[exchanges];
            double sum = 0;
            for (int e = 0; e < exchanges; e++) {
                sum += draws.logNormal(1, sigma);
                ends[e] = sum;
            }
            int[] order = draws.permutation(rows.table().rows());
            int[] owner = new int[order.length];
            int e = 0;
            for (int i = 0; i < order.length; i++) {
                while (e < exchanges - 1 && i + 0.5 > ends[e] / sum * order.length) {
                    e++;
                }
                owner[order[i]] = e;
            }
            return owner;
        }
    }

    /**
     * One exchange for each value of a column; with more values than exchanges they are spread over them in order.
     *
     * @param name of the column
     */
    public record Column(String name) implements Partition {
        @Override
        public int[] assign(Rows rows, int exchanges) {
            int[] owner = new int[rows.table().rows()];
            int value = 0;
            for (List<Integer> group :
                    groups(rows, name, new Draws(rows.random().nextLong())).values()) {
                int exchange = value++ % exchanges;
                group.forEach(row -> owner[row] = exchange);
            }
            return owner;
        }
    }

    /**
     * Each exchange has seen some kinds of attack only; what is no attack is spread at random.
     *
     * @param column that tells kinds apart; rows with label 0 have none
     * @param kinds that each exchange has seen, 1 and up
     */
    public record AttackKind(String column, int kinds) implements Partition {
        public AttackKind {
            require(kinds >= 1 && kinds <= 1000, "kinds must be in [1, 1000], but was " + kinds);
        }

        @Override
        public int[] assign(Rows rows, int exchanges) {
            requireLabels(rows);
            Draws draws = new Draws(rows.random().nextLong());
            int[] owner = new int[rows.table().rows()];
            List<Integer> harmless = new ArrayList<>();
            SortedMap<String, List<Integer>> attacks = new TreeMap<>();
            groups(rows, column, draws)
                    .forEach((kind, group) -> group.forEach(row -> {
                        if (rows.table().label(row) == 0f) {
                            harmless.add(row);
                        } else {
                            attacks.computeIfAbsent(kind, any -> new ArrayList<>())
                                    .add(row);
                        }
                    }));
            int[] order = draws.permutation(harmless.size());
            for (int i = 0; i < order.length; i++) {
                owner[harmless.get(order[i])] = i % exchanges;
            }
            int kind = 0;
            int all = Math.max(1, attacks.size());
            for (List<Integer> group : attacks.values()) {
                int number = kind++;
                int[] seenBy = IntStream.range(0, exchanges)
                        .filter(e -> Math.floorMod(number - e * kinds, all) < kinds)
                        .toArray();
                int[] takers = seenBy.length == 0 ? new int[] {number % exchanges} : seenBy;
                for (int i = 0; i < group.size(); i++) {
                    owner[group.get(i)] = takers[i % takers.length];
                }
            }
            return owner;
        }
    }

    private static SortedMap<String, List<Integer>> groups(Rows rows, String by, Draws draws) {
        SortedMap<String, List<Integer>> groups = new TreeMap<>();
        for (int row : draws.permutation(rows.table().rows())) {
            groups.computeIfAbsent(key(rows, by, row), any -> new ArrayList<>()).add(row);
        }
        return groups;
    }

    private static String key(Rows rows, String by, int row) {
        if (by.equals(LABEL)) {
            requireLabels(rows);
            return String.format(
                    java.util.Locale.ROOT, "%04d", (int) rows.table().label(row));
        }
        return Optional.ofNullable(rows.columns().get(by))
                .orElseThrow(() -> new IllegalArgumentException(
                        "column must be one of " + rows.columns().keySet() + ", but was " + by))
                .get(row);
    }

    private static void requireLabels(Rows rows) {
        require(rows.table().labelled(), "rows must have labels for a partition by label, but have none");
    }

    private static int[] permutation(Rows rows, int count) {
        return new Draws(rows.random().nextLong()).permutation(count);
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
