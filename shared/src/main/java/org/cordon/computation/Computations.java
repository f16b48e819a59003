// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation;

import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** The federated computations that are at hand, by name. */
public final class Computations {
    private final SortedMap<String, FederatedComputation> byName = new TreeMap<>();

    private Computations(Iterable<FederatedComputation> computations) {
        for (FederatedComputation computation : computations) {
            String name = computation.name();
            if (!name.matches("[a-z0-9-]{1,40}")) {
                throw new IllegalArgumentException(
                        "name of a computation must be 1 to 40 of a-z, 0-9 and hyphen, but was " + name);
            }
            if (byName.put(name, computation) != null) {
                throw new IllegalArgumentException("name of a computation must be unique, but " + name + " was not");
            }
        }
    }

    /** Those installed on the class path. */
    public static Computations installed() {
        return new Computations(ServiceLoader.load(FederatedComputation.class, Computations.class.getClassLoader()));
    }

    public static Computations of(FederatedComputation... computations) {
        return new Computations(List.of(computations));
    }

    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** The computation called {@code name}; an unknown one is refused with those at hand. */
    public FederatedComputation named(String name) {
        FederatedComputation found = byName.get(name);
        if (found == null) {
            throw new IllegalArgumentException("computation must be one of " + names() + ", but was " + name);
        }
        return found;
    }
}
