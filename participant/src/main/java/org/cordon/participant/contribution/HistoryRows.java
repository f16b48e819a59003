// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.computation.History;
import org.cordon.participant.data.Table;

/**
 * Puts beside every row what earlier rows of the same customer held, as {@link History} names it.
 *
 * <p><b>Guarantees.</b> What stands beside a row comes of that row's customer alone, and of rows above it in the table; where there
 * is no such row all its values are missing. Rows, their order, labels and units stay as they are.
 *
 * <p>Call it before rows are filtered, or those that were taken out are missing in histories. Memory: one value for each row,
 * feature and step.
 */
public final class HistoryRows {
    private HistoryRows() {}

    /**
     * The table with those of the wanted columns that tell of earlier rows appended; the same table if there are none. Other names
     * that the table lacks are left for others to refuse.
     *
     * @throws UnfitRows if the rows do not say whose they are
     */
    public static Table of(Table rows, List<String> wanted) {
        List<String> added = new ArrayList<>();
        List<History.Earlier> sources = new ArrayList<>();
        for (String name : wanted) {
            Optional<History.Earlier> earlier = rows.featureNames().contains(name)
                    ? Optional.empty()
                    : History.Earlier.of(name).filter(of -> rows.featureNames().contains(of.feature()));
            earlier.ifPresent(of -> {
                added.add(name);
                sources.add(of);
            });
        }
        if (added.isEmpty()) {
            return rows;
        }
        int most = sources.stream().mapToInt(History.Earlier::back).max().orElseThrow();
        return appended(rows, added, sources, before(rows, most));
    }

    /** For each row, by how many rows back, the place of that row of the same customer; -1 where there is none. */
    private static int[][] before(Table rows, int most) {
        long[] units = rows.copyUnits()
                .orElseThrow(() -> new UnfitRows("the model looks at the last " + (most + 1)
                        + " rows of a customer, so every row must say whose it is, but rows do not; name the column of"
                        + " the customer under data.customer"));
        int[][] places = new int[most + 1][rows.rows()];
        Map<Long, Integer> last = new HashMap<>();
        for (int row = 0; row < units.length; row++) {
            places[0][row] = row;
            int previous = Optional.ofNullable(last.put(units[row], row)).orElse(-1);
            for (int back = 1; back <= most; back++) {
                places[back][row] = previous < 0 ? -1 : places[back - 1][previous];
            }
        }
        return places;
    }

    private static Table appended(Table rows, List<String> added, List<History.Earlier> sources, int[][] places) {
        int own = rows.features();
        int width = own + added.size();
        float[] values = new float[Math.multiplyExact(rows.rows(), width)];
        Arrays.fill(values, Float.NaN);
        int[] columns = sources.stream()
                .mapToInt(of -> rows.featureNames().indexOf(of.feature()))
                .toArray();
        for (int row = 0; row < rows.rows(); row++) {
            rows.copyRow(row, values, row * width);
            for (int k = 0; k < columns.length; k++) {
                int place = places[sources.get(k).back()][row];
                if (place >= 0) {
                    values[row * width + own + k] = rows.value(place, columns[k]);
                }
            }
        }
        List<String> names = new ArrayList<>(rows.featureNames());
        names.addAll(added);
        return rows.withValues(names, values);
    }
}
