// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.strategy;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Named vectors that outlast a round. Not thread-safe; an exchange has its own. */
public final class Memory {
    private final SortedMap<String, double[]> vectors = new TreeMap<>();

    /** What was last put under the name. */
    public Optional<double[]> get(String name) {
        return Optional.ofNullable(vectors.get(name)).map(double[]::clone);
    }

    /** The same, zeros if nothing was put. */
    public double[] orZeros(String name, int length) {
        return get(name).orElseGet(() -> new double[length]);
    }

    public void put(String name, double[] vector) {
        vectors.put(name, vector.clone());
    }
}
