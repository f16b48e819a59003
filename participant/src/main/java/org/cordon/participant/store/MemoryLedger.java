// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.store;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.participant.round.Ledger;

/** A ledger in memory. */
final class MemoryLedger implements Ledger {
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private Optional<Instant> gap = Optional.empty();

    @Override
    public synchronized long value(String name) {
        return counts.getOrDefault(name, 0L);
    }

    @Override
    public synchronized SortedMap<String, Long> under(String prefix) {
        SortedMap<String, Long> found = new TreeMap<>(counts.tailMap(prefix));
        found.keySet().removeIf(name -> !name.startsWith(prefix));
        return found;
    }

    @Override
    public synchronized void raise(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException("value must be at least 0, but was " + value);
        }
        counts.merge(name, value, Math::max);
    }

    @Override
    public synchronized Optional<Instant> gap() {
        return gap;
    }

    @Override
    public synchronized void open(Instant since) {
        gap = Optional.of(since);
    }

    @Override
    public synchronized void accept() {
        gap = Optional.empty();
    }
}
