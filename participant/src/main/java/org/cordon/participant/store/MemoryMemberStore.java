// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.store;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.participant.round.Ledger;
import org.cordon.participant.round.MemberStore;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;

/**
 * A member's store in memory, for simulations and tests: nothing is durable, secrets are not sealed.
 *
 * <p><b>Guarantees.</b> The contract of {@link MemberStore} but durability and sealing. It forgets what {@link
 * SqliteMemberStore} forgets, so that nothing works here that fails there. After {@link #close} it can still be read:
 * a simulated restart passes the same store to a new follower.
 */
public final class MemoryMemberStore implements MemberStore {
    private final Map<Digest, MemberRecord> records = new TreeMap<>();
    private final Map<Digest, Map<String, byte[]>> vectors = new TreeMap<>();
    private final Map<Digest, Map<Digest, Bytes>> states = new TreeMap<>();

    private final MemoryLedger ledger = new MemoryLedger();

    @Override
    public synchronized Optional<MemberRecord> load(Digest session) {
        return Optional.ofNullable(records.get(session));
    }

    @Override
    public synchronized void save(Digest session, MemberRecord record, SortedMap<String, Long> raised) {
        records.put(session, record);
        raised.forEach(ledger::raise);
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public synchronized List<Digest> sessions() {
        return List.copyOf(records.keySet());
    }

    @Override
    public synchronized void saveVector(Digest session, String name, ByteBuffer content) {
        byte[] copy = new byte[content.remaining()];
        content.duplicate().get(copy);
        vectors.computeIfAbsent(session, any -> new TreeMap<>()).put(VectorFiles.checked(name), copy);
    }

    @Override
    public synchronized Optional<byte[]> loadVector(Digest session, String name) {
        return Optional.ofNullable(vectors.getOrDefault(session, Map.of()).get(VectorFiles.checked(name)))
                .map(byte[]::clone);
    }

    @Override
    public synchronized void deleteVector(Digest session, String name) {
        Map<String, byte[]> named = vectors.get(session);
        if (named != null) {
            named.remove(VectorFiles.checked(name));
        }
    }

    @Override
    public synchronized void saveState(Digest session, Digest state, Bytes content) {
        Map<Digest, Bytes> kept = states.computeIfAbsent(session, any -> new LinkedHashMap<>());
        kept.remove(state);
        kept.put(state, content);
        if (kept.size() > SqliteMemberStore.STATES_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    @Override
    public synchronized Optional<Bytes> loadState(Digest session, Digest state) {
        return Optional.ofNullable(states.getOrDefault(session, Map.of()).get(state));
    }

    @Override
    public void close() {}
}
