// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.coordinator.member.ConsortiumStore;
import org.cordon.disk.StoreFailure;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;

/**
 * A consortium's records in memory, for trials and tests: nothing is durable.
 *
 * <p><b>Guarantees.</b> The contract of {@link ConsortiumStore} but durability. After {@link #close} it can still be read:
 * a simulated restart passes the same store to a new desk.
 */
public final class MemoryConsortiumStore implements ConsortiumStore {
    private Map<Name, Entry> entries = new LinkedHashMap<>();
    private Map<Digest, Bytes> states = new LinkedHashMap<>();

    private record Name(Kind kind, Bytes key) {}

    @Override
    public synchronized List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    @Override
    public synchronized void commit(List<Change> changes) {
        Map<Name, Entry> nextEntries = new LinkedHashMap<>(entries);
        Map<Digest, Bytes> nextStates = new LinkedHashMap<>(states);
        for (Change change : changes) {
            apply(change, nextEntries, nextStates);
        }
        entries = nextEntries;
        states = nextStates;
    }

    private static void apply(Change change, Map<Name, Entry> entries, Map<Digest, Bytes> states) {
        if (change instanceof Change.Add add) {
            if (entries.putIfAbsent(name(add.entry()), add.entry()) != null) {
                throw new StoreFailure("cannot add a record of kind "
                        + add.entry().kind() + ": its key is taken; is another coordinator using this store?");
            }
        } else if (change instanceof Change.Put put) {
            entries.put(name(put.entry()), put.entry());
        } else if (change instanceof Change.Remove remove) {
            entries.remove(new Name(remove.kind(), remove.key()));
        } else if (change instanceof Change.AddState add) {
            states.putIfAbsent(add.digest(), add.content());
        } else if (change instanceof Change.RemoveState remove) {
            states.remove(remove.digest());
        }
    }

    private static Name name(Entry entry) {
        return new Name(entry.kind(), entry.key());
    }

    @Override
    public synchronized Optional<Bytes> state(Digest digest) {
        return Optional.ofNullable(states.get(digest));
    }

    @Override
    public void close() {}
}
