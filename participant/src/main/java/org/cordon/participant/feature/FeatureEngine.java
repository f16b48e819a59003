// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.cordon.event.Event;
import org.cordon.feature.FeatureSet;
import org.cordon.suite.Bytes;

/**
 * Computes the features of a set, event by event.
 *
 * <p><b>Guarantees.</b> The row of an event is a function of the events that count and are not after it in {@link Event#ORDER}:
 * whatever order they arrived in within the lateness, whether the engine was restored in between, in history or live. An event
 * counts if it arrived before any that is later by more than the lateness; otherwise it is {@link Arrival#LATE}, and counted as
 * such. An event that comes twice with one id and time counts once. Identifiers are hashed on arrival.
 *
 * <p><b>Does not check</b> an id that comes again with another time; sources do. Not safe for concurrent use.
 *
 * <p>Time is that of the events. An event is held until one arrives that is later by more than the lateness, or {@link #advanceTo}
 * says that none before will come. Memory: the events within the longest window of their group, their keys, and what is held.
 */
public final class FeatureEngine {
    /** A look at an idle key is worth less than an event. */
    private static final int SWEEP_EVERY = 4;

    private final FeatureSet set;
    private final IdentifierHash hash;
    private final KeyedEvent.Wanted wanted;
    private final RowSink sink;
    private final EventGroup[] groups;
    private final OwnValue[] ownValues;
    private final boolean[] rowKinds;
    private final long lateness;
    private final PriorityQueue<KeyedEvent> held = new PriorityQueue<>(KeyedEvent.ORDER);
    private Optional<KeyedEvent> newest = Optional.empty();
    private final Progress progress;

    /** Starts without events. */
    public FeatureEngine(FeatureSet set, IdentifierHash hash, RowSink sink) {
        this(set, hash, sink, new Progress());
    }

    private FeatureEngine(FeatureSet set, IdentifierHash hash, RowSink sink, Progress progress) {
        this.set = set;
        this.hash = hash;
        FeaturePlan plan = new FeaturePlan(set, hash);
        this.wanted = plan.wanted();
        this.sink = sink;
        this.groups = plan.groups().toArray(EventGroup[]::new);
        this.ownValues = plan.ownValues().toArray(OwnValue[]::new);
        this.rowKinds = plan.rowKinds();
        this.lateness = set.latenessMicros();
        this.progress = progress;
    }

    /** Where time stands, and what became of the events. */
    static final class Progress {
        /** No event before this time counts any more. */
        long watermark = Long.MIN_VALUE;

        /** The time of the last event that was computed. */
        long computedTo = Long.MIN_VALUE;

        long computed;
        long repeated;
        long late;
        long rows;
    }

    /** Takes an event, and computes all that cannot be preceded any more. */
    public Arrival offer(Event event) {
        return offer(KeyedEvent.of(event, hash, wanted));
    }

    Arrival offer(KeyedEvent event) {
        if (event.time < progress.watermark) {
            progress.late++;
            return Arrival.LATE;
        }
        held.add(event);
        if (event.time - lateness > progress.watermark) {
            advance(event.time - lateness);
        }
        return Arrival.TAKEN;
    }

    /** Computes all events before {@code time}: from now on what is earlier is late. Going back has no effect. */
    public void advanceTo(Instant time) {
        advance(Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000));
    }

    /** Computes all that is held, as if no event would follow: what does, and is not later than all, is late. */
    public void finish() {
        held.stream().mapToLong(event -> event.time).max().ifPresent(last -> advance(last + 1));
    }

    private void advance(long watermark) {
        if (watermark <= progress.watermark) {
            return;
        }
        progress.watermark = watermark;
        for (KeyedEvent next = held.peek(); next != null && next.time < watermark; next = held.peek()) {
            held.remove();
            compute(next);
        }
    }

    private void compute(KeyedEvent event) {
        if (newest.isPresent() && newest.get().isAgain(event)) {
            progress.repeated++;
            return;
        }
        newest = Optional.of(event);
        progress.computed++;
        progress.computedTo = event.time;
        for (EventGroup group : groups) {
            if (progress.computed % SWEEP_EVERY == 0) {
                group.sweep(event.time);
            }
            group.locate(event);
        }
        for (EventGroup group : groups) {
            group.approach();
        }
        if (!rowKinds[event.kind]) {
            for (EventGroup group : groups) {
                group.remember(event);
            }
            return;
        }
        double[] row = new double[set.features().size()];
        for (OwnValue own : ownValues) {
            row[own.column()] = own.of(event);
        }
        for (EventGroup group : groups) {
            group.compute(event, row);
        }
        progress.rows++;
        sink.accept(new FeatureRow(event, row));
    }

    /** The features that are computed. */
    public FeatureSet features() {
        return set;
    }

    /** What became of the events so far. */
    public EngineCounts counts() {
        return new EngineCounts(progress.computed, held.size(), progress.repeated, progress.late, progress.rows);
    }

    /** How many keys are remembered, over all groups. */
    public long keys() {
        long keys = 0;
        for (EventGroup group : groups) {
            keys += group.state.keyCount();
        }
        return keys;
    }

    /** All that the engine remembers; two that remember the same give the same bytes. Hashes, ids of held events and amounts. */
    public Bytes snapshot() {
        return new EngineSnapshot(set, hash).write(progress, held, List.of(groups));
    }

    /**
     * Goes on where {@link #snapshot} was taken.
     *
     * @param hash with the key under which it was taken
     * @throws org.cordon.model.MalformedEncoding if the bytes are not of a snapshot of this set and key
     */
    public static FeatureEngine restore(FeatureSet set, IdentifierHash hash, RowSink sink, Bytes snapshot) {
        Progress progress = new Progress();
        FeatureEngine engine = new FeatureEngine(set, hash, sink, progress);
        new EngineSnapshot(set, hash).read(snapshot, progress, engine.held, List.of(engine.groups));
        return engine;
    }
}
