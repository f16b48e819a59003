// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.participant.data.Table;

/**
 * Cuts one table into exchanges. A column that decides the cut is given beside the table, as one text per row, and so
 * is no feature.
 *
 * <p><b>Guarantees.</b> Every row goes to exactly one part; the same arguments give the same parts on every machine;
 * rows keep a random order that tells nothing of the source's order.
 */
public final class Partitioner {
    private Partitioner() {}

    /** Parts of equal size, drawn at random. */
    public static List<Table> iid(Table table, int parts, long seed) {
        requireParts(parts);
        int[] order = new Draws(seed).permutation(table.rows());
        List<List<Integer>> cut = empty(parts);
        for (int i = 0; i < order.length; i++) {
            cut.get(i % parts).add(order[i]);
        }
        return select(table, cut);
    }

    /**
     * For every group, shares of the parts drawn from a Dirichlet distribution (Hsu et al. 2019): the smaller {@code
     * alpha}, the more unlike the parts.
     *
     * @param groups the group of each row, for example its label or a kind of fraud
     */
    public static List<Table> dirichlet(Table table, List<String> groups, double alpha, int parts, long seed) {
        requireParts(parts);
        if (!(alpha > 0 && alpha <= 1e6)) {
            throw new IllegalArgumentException("alpha must be in (0, 1e6], but was " + alpha);
        }
        Draws draws = new Draws(seed);
        List<List<Integer>> cut = empty(parts);
        for (List<Integer> rows : byGroup(table, groups, draws).values()) {
            double[] shares = draws.dirichlet(alpha, parts);
            double end = 0;
            int from = 0;
            for (int part = 0; part < parts; part++) {
                end += shares[part];
                int to = part == parts - 1 ? rows.size() : (int) Math.min(rows.size(), Math.rint(end * rows.size()));
                cut.get(part).addAll(rows.subList(from, Math.max(from, to)));
                from = Math.max(from, to);
            }
        }
        return select(table, cut.stream().map(rows -> shuffled(rows, draws)).toList());
    }

    /** One part per distinct group, ascending. */
    public static SortedMap<String, Table> natural(Table table, List<String> groups, long seed) {
        SortedMap<String, Table> parts = new TreeMap<>();
        byGroup(table, groups, new Draws(seed)).forEach((group, rows) -> parts.put(group, table.select(array(rows))));
        return parts;
    }

    private static SortedMap<String, List<Integer>> byGroup(Table table, List<String> groups, Draws draws) {
        if (groups.size() != table.rows()) {
            throw new IllegalArgumentException(
                    "number of groups must be " + table.rows() + ", but was " + groups.size());
        }
        SortedMap<String, List<Integer>> byGroup = new TreeMap<>();
        for (int row : draws.permutation(table.rows())) {
            byGroup.computeIfAbsent(groups.get(row), group -> new ArrayList<>()).add(row);
        }
        return byGroup;
    }

    private static List<List<Integer>> empty(int parts) {
        List<List<Integer>> cut = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            cut.add(new ArrayList<>());
        }
        return cut;
    }

    private static List<Table> select(Table table, List<List<Integer>> cut) {
        return cut.stream().map(rows -> table.select(array(rows))).toList();
    }

    private static List<Integer> shuffled(List<Integer> rows, Draws draws) {
        List<Integer> order = new ArrayList<>();
        for (int i : draws.permutation(rows.size())) {
            order.add(rows.get(i));
        }
        return order;
    }

    private static int[] array(List<Integer> rows) {
        return rows.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void requireParts(int parts) {
        if (parts < 1 || parts > 10_000) {
            throw new IllegalArgumentException("parts must be in [1, 10000], but was " + parts);
        }
    }
}
