// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.feature;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.cordon.event.EventKind;
import org.cordon.event.Outcome;

/**
 * Which events count; what is left out lets all through.
 *
 * @param kinds events of one of these
 * @param outcome of this; unknown stands for events whose source does not say
 * @param role of exactly this; so for asset and chain. An event without the field does not count
 */
public record EventFilter(
        Optional<List<EventKind>> kinds,
        Optional<Outcome> outcome,
        Optional<String> role,
        Optional<String> asset,
        Optional<String> chain) {
    /** Lets all events through. */
    public static final EventFilter ALL =
            new EventFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    static final int LONGEST_WORD = 64;

    public EventFilter {
        if (kinds.isPresent() && kinds.get().isEmpty()) {
            throw new IllegalArgumentException("kinds must be at least one, but were none");
        }
        kinds = kinds.map(given -> List.copyOf(EnumSet.copyOf(given)));
        requireWord("role", role);
        requireWord("asset", asset);
        requireWord("chain", chain);
    }

    /** Events of these kinds. */
    public static EventFilter of(EventKind... kinds) {
        return new EventFilter(
                Optional.of(List.of(kinds)), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static void requireWord(String name, Optional<String> word) {
        word.ifPresent(text -> {
            if (text.isBlank() || text.length() > LONGEST_WORD) {
                throw new IllegalArgumentException(
                        name + " must be 1 to " + LONGEST_WORD + " characters, but was " + text.length());
            }
        });
    }
}
