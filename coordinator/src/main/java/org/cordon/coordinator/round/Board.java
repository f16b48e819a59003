// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cordon.sum.round.CoordinatorMessage;

/**
 * The events of a task that still matter, and where to push them: who attends late or again gets all of them in step order.
 * Guarded by the task's lock.
 */
final class Board {
    /** Steps in the order in which a newcomer needs them. */
    enum Slot {
        OFFER,
        PUBLISHED,
        RESULT,
        EPOCH,
        OPEN,
        COHORT,
        SURVIVORS,
        CERTIFICATE,
        ENDED
    }

    /** What one member gets, if anything. */
    interface Notice {
        Optional<CoordinatorMessage> to(int member);

        /** The same for everybody. */
        static Notice all(CoordinatorMessage message) {
            return member -> Optional.of(message);
        }

        /** The same, but for {@code members} alone. */
        default Notice only(Collection<Integer> members) {
            return member -> members.contains(member) ? to(member) : Optional.empty();
        }
    }

    private final Map<Slot, Notice> notices = new TreeMap<>();
    private final Map<Integer, Desk.EventSink> sinks = new HashMap<>();

    /** Replaces the notice of a slot, forgets those of later steps, and pushes it. */
    void post(Slot slot, Notice notice) {
        post(slot, notice, notice);
    }

    /** The same, where who attends late or again needs more than who has followed so far. */
    void post(Slot slot, Notice notice, Notice repeated) {
        notices.keySet().removeIf(other -> other.compareTo(slot) > 0 && slot.compareTo(Slot.EPOCH) >= 0);
        notices.put(slot, repeated);
        sinks.forEach((member, sink) -> notice.to(member).ifPresent(sink::push));
    }

    /** Tells everybody something that need not be repeated. */
    void tell(CoordinatorMessage message) {
        sinks.values().forEach(sink -> sink.push(message));
    }

    void attend(int member, Desk.EventSink sink) {
        Desk.EventSink earlier = sinks.put(member, sink);
        if (earlier != null && earlier != sink) {
            earlier.replaced();
        }
        notices.values().forEach(notice -> notice.to(member).ifPresent(sink::push));
    }

    void leave(int member, Desk.EventSink sink) {
        sinks.remove(member, sink);
    }

    /** Who attends now. */
    Set<Integer> attending() {
        return Set.copyOf(sinks.keySet());
    }
}
