// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.cordon.participant.data.Table;
import org.cordon.simulations.generator.Draws;

/**
 * Classes that are normal around a centre each: for quick examples and for benchmarks.
 *
 * @param rows in all, 1 to 10,000,000
 * @param features 1 to 4,096
 * @param classes 2 to 4,096
 * @param distance of the centres from the origin, in standard deviations
 */
public record Clusters(int rows, int features, int classes, double distance) implements Source {
    public Clusters {
        require(rows >= 1 && rows <= 10_000_000, "rows must be in [1, 10000000], but was " + rows);
        require(features >= 1 && features <= 4096, "features must be in [1, 4096], but was " + features);
        require(classes >= 2 && classes <= 4096, "classes must be in [2, 4096], but was " + classes);
        require(distance >= 0 && distance <= 1000, "distance must be in [0, 1000], but was " + distance);
        require((long) rows * features <= 1L << 30, "rows times features must be at most 2^30, but was more");
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    @Override
    public Sample read(Path base, Set<String> columns, long seed) {
        Columns.requireNone("clusters", columns);
        Draws draws = new Draws(seed);
        double[][] centres = new double[classes][features];
        for (double[] centre : centres) {
            double squares = 0;
            for (int k = 0; k < features; k++) {
                centre[k] = draws.normal();
                squares += centre[k] * centre[k];
            }
            for (int k = 0; k < features; k++) {
                centre[k] *= distance / StrictMath.sqrt(squares);
            }
        }
        float[] values = new float[rows * features];
        float[] labels = new float[rows];
        for (int row = 0; row < rows; row++) {
            int label = draws.below(classes);
            labels[row] = label;
            for (int k = 0; k < features; k++) {
                values[row * features + k] = (float) (centres[label][k] + draws.normal());
            }
        }
        return Sample.of(Table.of(
                IntStream.range(0, features).mapToObj(k -> "x" + k).toList(), rows, values, Optional.of(labels)));
    }
}
