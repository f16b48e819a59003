// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import java.util.Comparator;
import java.util.Optional;

/**
 * An event and, apart from it, what is true of it.
 *
 * @param event what a detector may see
 * @param truth of an event of a script; empty for the background
 */
public record Entry(Event event, Optional<Truth> truth) {
    /** By time, then by name. */
    public static final Comparator<Entry> IN_TIME = Comparator.<Entry>comparingLong(
                    entry -> entry.event().timeMicros())
            .thenComparing(entry -> entry.event().id());

    /** Whether it is part of an attack. */
    public boolean isAttack() {
        return truth.map(Truth::attack).orElse(false);
    }

    /** When the exchange knew what it is: of the background after {@link Behaviour#REVIEW_HOURS}. */
    public long labelledAtMicros() {
        return truth.map(Truth::labelledAtMicros)
                .orElse(event.timeMicros() + (long) (Behaviour.REVIEW_HOURS.value() * Clock.HOUR));
    }
}
