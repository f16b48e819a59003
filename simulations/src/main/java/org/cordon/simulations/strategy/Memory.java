// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.strategy;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Named vectors that outlast a round. Not thread-safe; an exchange has its own. */
public final class Memory {
    /** Made when it is needed: most exchanges of most strategies remember nothing. */
    private Optional<SortedMap<String, double[]>> vectors = Optional.empty();

    /** What was last put under the name. */
    public Optional<double[]> get(String name) {
        return vectors.flatMap(map -> Optional.ofNullable(map.get(name))).map(double[]::clone);
    }

    /** The same, zeros if nothing was put. */
    public double[] orZeros(String name, int length) {
        return get(name).orElseGet(() -> new double[length]);
    }

    public void put(String name, double[] vector) {
        SortedMap<String, double[]> map = vectors.orElseGet(TreeMap::new);
        map.put(name, vector.clone());
        vectors = Optional.of(map);
    }

    /** Copies of everything that was put, by name. */
    public SortedMap<String, double[]> all() {
        SortedMap<String, double[]> all = new TreeMap<>();
        vectors.ifPresent(map -> map.forEach((name, vector) -> all.put(name, vector.clone())));
        return all;
    }

    /** Another memory that holds the same; what is put into one is not in the other. */
    public Memory copy() {
        Memory copy = new Memory();
        copy.vectors = vectors.map(TreeMap::new);
        return copy;
    }

    /** Forgets everything and remembers {@code all}. */
    public void replace(SortedMap<String, double[]> all) {
        vectors = Optional.empty();
        all.forEach(this::put);
    }

    /** Whether nothing was ever put. */
    public boolean isEmpty() {
        return vectors.isEmpty();
    }
}
