// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What was known of events at one moment, so that nothing is learnt from what came later.
 *
 * <p><b>Guarantees.</b> {@link #of} answers with the last label of {@code labelledAt <= cutOff}, whatever came after, and for
 * events of {@code time <= cutOff} only: with a delay of 14 days the last 14 days have no label, and no label there does not mean
 * 0. A label without a moment of its own, in the events' file, counts as known from the event on: use it only where that is so.
 */
public final class Labels {
    private final Instant cutOff;
    private final Map<String, Label> known;
    private final int later;

    private Labels(Instant cutOff, Map<String, Label> known, int later) {
        this.cutOff = cutOff;
        this.known = known;
        this.later = later;
    }

    /** What was known at {@code cutOff}; two labels of one event and moment that differ are refused. */
    public static Labels asOf(Instant cutOff, Iterable<Label> labels) {
        List<Label> ordered = new ArrayList<>();
        int later = 0;
        for (Label label : labels) {
            if (label.labelledAt().isAfter(cutOff)) {
                later++;
            } else {
                ordered.add(label);
            }
        }
        ordered.sort(Comparator.comparing(Label::labelledAt));
        Map<String, Label> known = new HashMap<>();
        for (Label label : ordered) {
            Label before = known.getOrDefault(label.event(), label);
            if (before.labelledAt().equals(label.labelledAt()) && before.value() != label.value()) {
                throw new IllegalArgumentException("labels of one event and moment must agree, but differ at "
                        + label.labelledAt() + "; keep one of the two");
            }
            known.put(label.event(), label);
        }
        return new Labels(cutOff, known, later);
    }

    /** The label of the event as it was known at the cut-off; empty where it was not known, which is not 0. */
    public OptionalInt of(String event, Instant time) {
        Label label = known.get(event);
        return label == null || time.isAfter(cutOff) ? OptionalInt.empty() : OptionalInt.of(label.value());
    }

    /** Events with a label that was known. */
    public int known() {
        return known.size();
    }

    /** Labels that were not known yet. */
    public int later() {
        return later;
    }
}
