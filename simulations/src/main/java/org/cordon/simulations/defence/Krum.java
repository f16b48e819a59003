// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.defence;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The updates that are nearest to their n - f - 2 neighbours, averaged; one is Krum, more are multi-Krum.
 *
 * <p>Source: Blanchard et al. 2017, section 4. f is how many may be harmful at the most. Every update counts alike, as there.
 *
 * @param keep how many are averaged, 1 and up
 */
public record Krum(int keep) implements Defence {
    public Krum {
        Sums.require(keep >= 1 && keep <= 10_000, "keep must be in [1, 10000]", keep);
    }

    @Override
    public double[] combine(Updates updates) {
        List<double[]> list = updates.list();
        double[] scores = scores(list, updates.harmful());
        List<double[]> best = IntStream.range(0, list.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).thenComparing(i -> i))
                .limit(keep)
                .map(list::get)
                .toList();
        double[] alike = new double[best.size()];
        Arrays.fill(alike, 1);
        return Sums.weightedMean(best, alike);
    }

    private static double[] scores(List<double[]> list, int harmful) {
        int n = list.size();
        double[][] distances = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                distances[i][j] = Sums.squaredDistance(list.get(i), list.get(j));
                distances[j][i] = distances[i][j];
            }
        }
        int neighbours = Math.max(1, n - harmful - 2);
        double[] scores = new double[n];
        for (int i = 0; i < n; i++) {
            double[] sorted = distances[i].clone();
            Arrays.sort(sorted); // the first is the distance to itself, 0
            for (int j = 1; j <= Math.min(neighbours, n - 1); j++) {
                scores[i] += sorted[j];
            }
        }
        return scores;
    }
}
