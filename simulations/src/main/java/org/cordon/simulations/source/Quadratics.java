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
import java.util.stream.Stream;
import org.cordon.participant.data.Table;
import org.cordon.simulations.generator.Draws;

/**
 * One quadratic for each exchange, {@code 1/2 sum a_k (w_k - b_k)^2}: problems whose answer is known.
 *
 * @param exchanges 1 and up
 * @param dimensions 1 and up
 * @param curvature a_k are uniform in [1, curvature]; 1 makes it the mean of points
 * @param spread standard deviation of b_k
 */
public record Quadratics(int exchanges, int dimensions, double curvature, double spread) implements Source {
    public Quadratics {
        require(exchanges >= 1 && exchanges <= 10_000, "exchanges must be in [1, 10000], but was " + exchanges);
        require(dimensions >= 1 && dimensions <= 2048, "dimensions must be in [1, 2048], but was " + dimensions);
        require(curvature >= 1 && curvature <= 1000, "curvature must be in [1, 1000], but was " + curvature);
        require(spread >= 0 && spread <= 1000, "spread must be in [0, 1000], but was " + spread);
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    @Override
    public Sample read(Path base, Set<String> columns, long seed) {
        Columns.requireNone("quadratics", columns);
        Draws draws = new Draws(seed);
        float[] values = new float[exchanges * 2 * dimensions];
        List<Integer> owners = new ArrayList<>();
        for (int e = 0; e < exchanges; e++) {
            int at = e * 2 * dimensions;
            for (int k = 0; k < dimensions; k++) {
                values[at + k] = (float) draws.between(1, curvature);
                values[at + dimensions + k] = (float) (spread * draws.normal());
            }
            owners.add(e);
        }
        List<String> names = Stream.concat(
                        IntStream.range(0, dimensions).mapToObj(k -> "a" + k),
                        IntStream.range(0, dimensions).mapToObj(k -> "b" + k))
                .toList();
        Table rows = Table.of(names, exchanges, values, Optional.empty());
        return new Sample(rows, new TreeMap<>(), owners, Optional.of(rows));
    }
}
