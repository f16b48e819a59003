// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cordon.participant.data.Table;

/**
 * How many rows of a script trip, attacks and negative controls alike, at the threshold that at most {@value #RATE} of the honest rows of
 * no script are above.
 *
 * <p>Names are {@code tripped/SCRIPT/rows}, the share of its rows, and {@code tripped/SCRIPT/plays}, the share of the times it was played
 * with at least one row above.
 */
final class Tripped {
    static final double RATE = 0.01;

    private Tripped() {}

    /** The metrics with these besides; nothing besides where no rows are looked at by themselves. */
    static SortedMap<String, Double> beside(SortedMap<String, Double> metrics, double[] scores, Ground ground) {
        SortedMap<String, Double> all = new TreeMap<>(metrics);
        SortedMap<String, List<List<Integer>>> watched = ground.watched();
        if (!watched.isEmpty() && ground.test().labelled()) {
            double threshold = threshold(scores, ground.test(), watched);
            watched.forEach((name, plays) -> {
                all.put("tripped/" + name + "/rows", rows(scores, threshold, plays));
                all.put("tripped/" + name + "/plays", plays(scores, threshold, plays));
            });
        }
        return all;
    }

    /** Of the model that was trained together, these alone, under the names of figures. */
    static SortedMap<String, Double> together(SortedMap<String, Double> metrics) {
        SortedMap<String, Double> figures = new TreeMap<>();
        metrics.tailMap("tripped/").forEach((name, value) -> {
            if (name.startsWith("tripped/")) {
                figures.put("together/" + name, value);
            }
        });
        return figures;
    }

    private static double threshold(double[] scores, Table test, SortedMap<String, List<List<Integer>>> watched) {
        boolean[] ofScript = new boolean[scores.length];
        watched.values().forEach(plays -> plays.forEach(rows -> rows.forEach(row -> ofScript[row] = true)));
        double[] honest = IntStream.range(0, scores.length)
                .filter(row -> !ofScript[row] && test.label(row) == 0f)
                .mapToDouble(row -> scores[row])
                .sorted()
                .toArray();
        return honest.length == 0 ? Double.POSITIVE_INFINITY : honest[honest.length - 1 - (int) (RATE * honest.length)];
    }

    private static double rows(double[] scores, double threshold, List<List<Integer>> plays) {
        return plays.stream()
                .flatMap(List::stream)
                .mapToDouble(row -> scores[row] > threshold ? 1 : 0)
                .average()
                .orElse(0);
    }

    private static double plays(double[] scores, double threshold, List<List<Integer>> plays) {
        return plays.stream()
                .mapToDouble(rows -> rows.stream().anyMatch(row -> scores[row] > threshold) ? 1 : 0)
                .average()
                .orElse(0);
    }
}
