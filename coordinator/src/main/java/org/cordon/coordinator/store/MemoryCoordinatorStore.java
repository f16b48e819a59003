// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cordon.coordinator.round.CoordinatorStore;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Signature;

/**
 * The coordinator's store in memory, for simulations and tests: nothing is durable.
 *
 * <p><b>Guarantees.</b> The contract of {@link CoordinatorStore} but durability. After {@link #close} it can still be
 * read: a simulated restart passes the same store to a new driver.
 */
public final class MemoryCoordinatorStore implements CoordinatorStore {
    private static final Comparator<UploadKey> BY_ROUND = Comparator.comparingInt(UploadKey::epoch)
            .thenComparingInt(UploadKey::round)
            .thenComparingInt(UploadKey::attempt)
            .thenComparingInt(UploadKey::member);

    private final Map<Digest, StoredTask> tasks = new LinkedHashMap<>();
    private final Set<Digest> ended = new HashSet<>();
    private final Map<Digest, List<Entry>> journals = new TreeMap<>();
    private final Map<Digest, TreeMap<UploadKey, MemoryUpload>> uploads = new TreeMap<>();
    private final Map<Digest, Map<Digest, Bytes>> states = new TreeMap<>();

    @Override
    public synchronized void saveTask(Digest session, Bytes charter, Signature signature) {
        tasks.putIfAbsent(session, new StoredTask(session, charter, signature));
    }

    @Override
    public synchronized void endTask(Digest session) {
        ended.add(session);
    }

    @Override
    public synchronized List<StoredTask> openTasks() {
        return tasks.values().stream()
                .filter(task -> !ended.contains(task.session()))
                .toList();
    }

    @Override
    public synchronized void append(Digest session, Entry entry) {
        journals.computeIfAbsent(session, any -> new ArrayList<>()).add(entry);
    }

    @Override
    public synchronized List<Entry> journal(Digest session) {
        return List.copyOf(journals.getOrDefault(session, List.of()));
    }

    @Override
    public synchronized void compact(Digest session, List<Entry> entries) {
        journals.put(session, new ArrayList<>(entries));
    }

    @Override
    public synchronized UploadFile upload(Digest session, UploadKey key) {
        MemoryUpload upload = uploads.computeIfAbsent(session, any -> new TreeMap<>(BY_ROUND))
                .computeIfAbsent(key, any -> new MemoryUpload());
        return new UploadHandle(upload, () -> {});
    }

    @Override
    public synchronized void dropUploadsBefore(Digest session, int epoch, int round) {
        TreeMap<UploadKey, MemoryUpload> present = uploads.get(session);
        if (present != null) {
            present.headMap(new UploadKey(epoch, round, Integer.MIN_VALUE, Integer.MIN_VALUE))
                    .clear();
        }
    }

    @Override
    public synchronized void saveState(Digest session, Digest state, Bytes content) {
        states.computeIfAbsent(session, any -> new TreeMap<>()).put(state, content);
    }

    @Override
    public synchronized void keepStates(Digest session, Set<Digest> kept) {
        states.getOrDefault(session, new TreeMap<>()).keySet().retainAll(kept);
    }

    @Override
    public synchronized Optional<Bytes> loadState(Digest session, Digest state) {
        return Optional.ofNullable(states.getOrDefault(session, Map.of()).get(state));
    }

    @Override
    public void close() {}
}
