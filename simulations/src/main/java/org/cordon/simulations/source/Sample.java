// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.participant.data.Table;

/**
 * Rows with what holdout and partition decide by.
 *
 * @param table features and labels
 * @param columns columns that are no features, as text, one value per row
 * @param exchanges whose each row is, from 0, where the source knows; empty where it does not
 * @param test rows that nobody trains on, where the source knows; empty where it does not
 * @param watched of the test part, rows that are looked at by themselves: by the name of a script, a list for each time it was played
 */
public record Sample(
        Table table,
        SortedMap<String, List<String>> columns,
        List<Integer> exchanges,
        Optional<Table> test,
        SortedMap<String, List<List<Integer>>> watched) {
    public Sample {
        columns = new TreeMap<>(columns);
        exchanges = List.copyOf(exchanges);
        watched = new TreeMap<>(watched);
        for (Map.Entry<String, List<String>> column : columns.entrySet()) {
            require(column.getValue().size() == table.rows(), "column " + column.getKey(), table);
        }
        require(exchanges.isEmpty() || exchanges.size() == table.rows(), "list of exchanges", table);
    }

    /** Without rows that are looked at by themselves. */
    public Sample(Table table, SortedMap<String, List<String>> columns, List<Integer> exchanges, Optional<Table> test) {
        this(table, columns, exchanges, test, new TreeMap<>());
    }

    private static void require(boolean fits, String what, Table table) {
        if (!fits) {
            throw new IllegalArgumentException(what + " must have " + table.rows() + " values, but has not");
        }
    }

    /** Rows alone. */
    static Sample of(Table table) {
        return new Sample(table, new TreeMap<>(), List.of(), Optional.empty());
    }

    /** These rows, in this order, with the given test part. */
    Sample select(int[] rows, Optional<Table> testPart) {
        SortedMap<String, List<String>> picked = new TreeMap<>();
        columns.forEach((name, values) ->
                picked.put(name, Arrays.stream(rows).mapToObj(values::get).toList()));
        List<Integer> owners = new ArrayList<>();
        if (!exchanges.isEmpty()) {
            Arrays.stream(rows).forEach(row -> owners.add(exchanges.get(row)));
        }
        return new Sample(table.select(rows), picked, owners, testPart);
    }
}
