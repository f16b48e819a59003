// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cordon.yaml.Node;

/** One form for a tree, whatever the order of its keys and the way it is written. */
final class Canonical {
    private Canonical() {}

    static String of(Node node) {
        if (node instanceof Node.Mapping mapping) {
            return new TreeMap<>(mapping.entries())
                    .entrySet().stream()
                            .map(entry ->
                                    entry.getKey() + ": " + of(entry.getValue().value()))
                            .collect(Collectors.joining(", ", "{", "}"));
        }
        if (node instanceof Node.Items items) {
            return items.items().stream().map(Canonical::of).collect(Collectors.joining(", ", "[", "]"));
        }
        return node instanceof Node.Scalar scalar ? scalar.text() : "null";
    }
}
