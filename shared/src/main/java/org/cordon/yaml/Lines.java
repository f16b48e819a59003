// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.yaml;

import java.util.Optional;
import org.cordon.yaml.Node.Entry;
import org.cordon.yaml.Node.Items;
import org.cordon.yaml.Node.Mapping;

/** On which line a place such as {@code stages[1].network.rounds} stands. */
public record Lines(Optional<Node> root) {
    /** The line of the place, or of the nearest one above it; 0 without a document. */
    public int of(String place) {
        int line = root.map(Node::line).orElse(0);
        Optional<Node> at = root;
        for (String step : place.replace("[", ".[").split("\\.", -1)) {
            Optional<Node> below = Optional.empty();
            if (at.isPresent()
                    && at.get() instanceof Mapping mapping
                    && mapping.entries().containsKey(step)) {
                Entry entry = Optional.ofNullable(mapping.entries().get(step)).orElseThrow();
                line = entry.line();
                below = Optional.of(entry.value());
            } else if (at.isPresent() && at.get() instanceof Items items && step.startsWith("[")) {
                int index = Integer.parseInt(step.substring(1, step.length() - 1));
                if (index < items.items().size()) {
                    line = items.items().get(index).line();
                    below = Optional.of(items.items().get(index));
                }
            }
            if (below.isEmpty()) {
                return line;
            }
            at = below;
        }
        return line;
    }
}
