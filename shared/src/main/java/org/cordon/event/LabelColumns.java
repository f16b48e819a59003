// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.yaml.Problem;

/** The columns of a file of labels, {@code event, label, labelled_at}, and how its rows become {@link Label}s. */
public final class LabelColumns {
    private static final List<String> NAMES = List.of("event", "label", "labelled_at");

    private final List<Integer> places;

    private LabelColumns(List<Integer> places) {
        this.places = places;
    }

    /** Exactly the three, in any order; empty, with a problem, otherwise. */
    public static Optional<LabelColumns> of(List<String> names, List<Problem> problems) {
        if (names.size() == NAMES.size() && names.containsAll(NAMES)) {
            return Optional.of(
                    new LabelColumns(NAMES.stream().map(names::indexOf).toList()));
        }
        problems.add(new Problem(
                1,
                "columns",
                "columns of labels must be event, label and labelled_at, but are not",
                "Rename, add or drop columns"));
        return Optional.empty();
    }

    /** The label of one row; empty, with a problem for each fault, where it is none. */
    public Optional<Label> label(List<String> values, int line, List<Problem> problems) {
        List<Problem> found = new ArrayList<>(0);
        String event = values.get(places.get(0)).strip();
        String label = values.get(places.get(1)).strip();
        Optional<Instant> at = EventRules.time(values.get(places.get(2)).strip());
        if (!EventRules.isId(event)) {
            found.add(fault("event", EventRules.ID, line));
        }
        if (!label.equals("0") && !label.equals("1")) {
            found.add(fault("label", "0 or 1", line));
        }
        if (at.isEmpty()) {
            found.add(fault("labelled_at", EventRules.TIME, line));
        }
        problems.addAll(found);
        return found.isEmpty()
                ? Optional.of(new Label(event, label.charAt(0) - '0', at.orElseThrow()))
                : Optional.empty();
    }

    private static Problem fault(String column, String rule, int line) {
        return new Problem(
                line,
                column,
                "column " + column + " must be " + rule + ", but is not",
                "Correct the row at its source");
    }
}
