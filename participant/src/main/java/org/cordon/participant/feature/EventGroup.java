// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.util.List;

/** All features of one key and one filter, and the events that they remember together. */
final class EventGroup {
    private final EventMatch match;
    private final GroupFeature[] features;
    final GroupState state;
    private long key;
    private int slot = GroupState.NONE;
    private long before;
    private long unusedNewest;

    EventGroup(EventMatch match, GroupShape shape, List<GroupFeature> features) {
        this.match = match;
        this.state = new GroupState(shape);
        this.features = features.toArray(GroupFeature[]::new);
    }

    /** Forgets what is long idle, one key at a time. */
    void sweep(long now) {
        state.sweepOne(now);
    }

    /**
     * Finds what the event's key remembers. All groups are asked before any computes: the memory accesses of one do not wait for
     * those of another.
     */
    void locate(KeyedEvent event) {
        key = match.key(event);
        slot = key == 0 ? GroupState.NONE : state.find(key);
        before = slot == GroupState.NONE ? Long.MIN_VALUE : state.last(slot);
    }

    /** The same for what {@link #locate} found: the second access, which needs the first. */
    void approach() {
        if (slot != GroupState.NONE) {
            unusedNewest = state.newest(slot);
        }
    }

    /** Remembers the located event if it counts, without a row. */
    void remember(KeyedEvent event) {
        if (key != 0 && match.passes(event)) {
            if (slot != GroupState.NONE) {
                state.expire(slot, event.time);
            }
            append(event);
        }
    }

    /** Remembers the located event if it counts, and sets the features of its row. */
    void compute(KeyedEvent event, double[] row) {
        if (key == 0) {
            for (GroupFeature feature : features) {
                row[feature.column()] = Double.NaN;
            }
            return;
        }
        if (slot != GroupState.NONE) {
            state.expire(slot, event.time);
        }
        if (match.passes(event)) {
            append(event);
        }
        for (GroupFeature feature : features) {
            row[feature.column()] =
                    slot == GroupState.NONE ? feature.ofNobody() : feature.of(state, slot, event.time, before);
        }
    }

    private void append(KeyedEvent event) {
        if (slot == GroupState.NONE) {
            slot = state.add(key, event.time);
        }
        state.append(slot, event.time, event.amount, event.fields);
    }
}
