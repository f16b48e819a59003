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

    /** Whether nothing was ever put. */
    public boolean isEmpty() {
        return vectors.isEmpty();
    }
}
