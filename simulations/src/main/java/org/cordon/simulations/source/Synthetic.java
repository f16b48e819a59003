// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cordon.participant.data.Table;
import org.cordon.simulations.generator.Draws;

/**
 * Synthetic(alpha, beta): ten classes of 60 features, each exchange with a model and a place of its own, and unlike amounts of
 * rows.
 *
 * <p>Source: Li et al. 2020, "Federated Optimization in Heterogeneous Networks", section 5.1 and its published generator: sizes
 * 50 + lognormal(4, 2), W and b normal around u_k ~ N(0, alpha), x normal around v_k with variances j^-1.2, v_k normal
 * around B_k ~ N(0, beta). alpha and beta are standard deviations, as in the generator.
 *
 * @param alpha how unlike the models are, 0 and up
 * @param beta how unlike the rows are, 0 and up
 * @param exchanges 1 and up; 30 in the paper
 * @param mostRows of an exchange; a longer draw is cut, as the tail has no end
 */
public record Synthetic(double alpha, double beta, int exchanges, int mostRows) implements Source {
    private static final int FEATURES = 60;
    private static final int CLASSES = 10;

    public Synthetic {
        require(alpha >= 0 && alpha <= 100, "alpha must be in [0, 100], but was " + alpha);
        require(beta >= 0 && beta <= 100, "beta must be in [0, 100], but was " + beta);
        require(exchanges >= 1 && exchanges <= 10_000, "exchanges must be in [1, 10000], but was " + exchanges);
        require(mostRows >= 51 && mostRows <= 100_000, "mostRows must be in [51, 100000], but was " + mostRows);
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    @Override
    public int classes() {
        return CLASSES;
    }

    @Override
    public Sample read(Path base, Set<String> columns, long seed) {
        Columns.requireNone("synthetic", columns);
        Draws draws = new Draws(seed);
        int[] sizes = new int[exchanges];
        double[] model = new double[exchanges];
        double[][] places = new double[exchanges][FEATURES];
        for (int e = 0; e < exchanges; e++) {
            sizes[e] = (int) Math.min(mostRows, 50 + StrictMath.floor(StrictMath.exp(4 + 2 * draws.normal())));
            model[e] = alpha * draws.normal();
        }
        for (int e = 0; e < exchanges; e++) {
            double centre = beta * draws.normal();
            for (int j = 0; j < FEATURES; j++) {
                places[e][j] = centre + draws.normal();
            }
        }
        int rows = IntStream.of(sizes).sum();
        float[] values = new float[rows * FEATURES];
        float[] labels = new float[rows];
        List<Integer> owners = new ArrayList<>();
        int row = 0;
        for (int e = 0; e < exchanges; e++) {
            row = fill(draws, e, sizes[e], model[e], places[e], values, labels, row, owners);
        }
        List<String> names = IntStream.range(0, FEATURES).mapToObj(j -> "x" + j).toList();
        return new Sample(
                Table.of(names, rows, values, Optional.of(labels)), new TreeMap<>(), owners, Optional.empty());
    }

    private static int fill(
            Draws draws,
            int exchange,
            int size,
            double model,
            double[] place,
            float[] values,
            float[] labels,
            int from,
            List<Integer> owners) {
        double[][] weights = new double[CLASSES][FEATURES + 1];
        for (int j = 0; j <= FEATURES; j++) {
            for (int c = 0; c < CLASSES; c++) {
                weights[c][j] = model + draws.normal();
            }
        }
        for (int row = from; row < from + size; row++) {
            for (int j = 0; j < FEATURES; j++) {
                double deviation = StrictMath.pow(j + 1, -0.6);
                values[row * FEATURES + j] = (float) (place[j] + deviation * draws.normal());
            }
            labels[row] = likeliest(weights, values, row * FEATURES);
            owners.add(exchange);
        }
        return from + size;
    }

    private static int likeliest(double[][] weights, float[] values, int at) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < CLASSES; c++) {
            double logit = weights[c][FEATURES];
            for (int j = 0; j < FEATURES; j++) {
                logit += weights[c][j] * values[at + j];
            }
            if (logit > most) {
                most = logit;
                best = c;
            }
        }
        return best;
    }
}
