// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cordon.yaml.Node;

/** One form for a tree, whatever the order of its keys and the way it is written. */
final class Canonical {
    private Canonical() {}

    /** All of a point but its name and seeds, which do not decide on what a run computes. */
    static String ofRun(Node.Mapping root) {
        Map<String, Node.Entry> entries = new TreeMap<>(root.entries());
        entries.remove("name");
        entries.remove("seeds");
        return quoted(new Node.Mapping(root.line(), entries));
    }

    /** Scalars in quotes, so that no text can be taken for a list of texts; numbers by value. */
    private static String quoted(Node node) {
        if (node instanceof Node.Mapping mapping) {
            return new TreeMap<>(mapping.entries())
                    .entrySet().stream()
                            .map(entry -> '"' + entry.getKey() + "\": "
                                    + quoted(entry.getValue().value()))
                            .collect(Collectors.joining(", ", "{", "}"));
        }
        if (node instanceof Node.Items items) {
            return items.items().stream().map(Canonical::quoted).collect(Collectors.joining(", ", "[", "]"));
        }
        return node instanceof Node.Scalar scalar
                ? '"' + number(scalar.text()).replace("\\", "\\\\").replace("\"", "\\\"") + '"'
                : "null";
    }

    private static String number(String text) {
        return text.matches("[-+]?[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]+)?")
                ? new BigDecimal(text).stripTrailingZeros().toPlainString()
                : text;
    }

    /** For a person. */
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
