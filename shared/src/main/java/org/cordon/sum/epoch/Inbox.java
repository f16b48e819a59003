// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.epoch;

import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** One message from each expected member, ascending by index; the first that is accepted stays. Not thread-safe. */
public final class Inbox<M> {
    private final NavigableSet<Integer> expected;
    private final SortedMap<Integer, M> held = new TreeMap<>();

    public Inbox(Iterable<Integer> expected) {
        this.expected = new TreeSet<>();
        expected.forEach(this.expected::add);
    }

    /** Takes the message unless its member is not expected or has said something already; {@code check} runs once. */
    public Intake offer(int member, M message, Supplier<Intake> check) {
        if (!expected.contains(member)) {
            return Intake.UNEXPECTED;
        }
        M earlier = held.get(member);
        if (earlier != null) {
            return earlier.equals(message) ? Intake.DUPLICATE : Intake.CONFLICT;
        }
        Intake intake = check.get();
        if (intake == Intake.ACCEPTED) {
            held.put(member, message);
        }
        return intake;
    }

    /** Whether everyone expected has been heard. */
    public boolean complete() {
        return held.size() == expected.size();
    }

    /** Who is expected and was not heard yet, ascending. */
    public Set<Integer> missing() {
        Set<Integer> missing = new TreeSet<>(expected);
        missing.removeAll(held.keySet());
        return missing;
    }

    public int size() {
        return held.size();
    }

    /** Who was heard, ascending. */
    public Set<Integer> members() {
        return Collections.unmodifiableSet(held.keySet());
    }

    /** The messages, ascending by member. */
    public List<M> messages() {
        return List.copyOf(held.values());
    }

    public Optional<M> of(int member) {
        return Optional.ofNullable(held.get(member));
    }
}
