// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.util.List;

/** All features of one key and one filter, and the events that they remember together. */
final class EventGroup {
    private final EventMatch match;
    private final GroupFeature[] features;
    final GroupState state;

    EventGroup(EventMatch match, GroupShape shape, List<GroupFeature> features) {
        this.match = match;
        this.state = new GroupState(shape);
        this.features = features.toArray(GroupFeature[]::new);
    }

    /** Remembers the event if it counts, without a row. */
    void remember(KeyedEvent event) {
        state.sweepOne(event.time);
        if (match.passes(event)) {
            long key = match.key(event);
            if (key != 0) {
                int slot = state.find(key);
                if (slot != GroupState.NONE) {
                    state.expire(slot, event.time);
                }
                append(key, slot, event);
            }
        }
    }

    /** Remembers the event if it counts, and sets the features of its row. */
    void compute(KeyedEvent event, double[] row) {
        state.sweepOne(event.time);
        long key = match.key(event);
        if (key == 0) {
            for (GroupFeature feature : features) {
                row[feature.column()] = Double.NaN;
            }
            return;
        }
        int slot = state.find(key);
        long before = Long.MIN_VALUE;
        if (slot != GroupState.NONE) {
            before = state.last(slot);
            state.expire(slot, event.time);
        }
        if (match.passes(event)) {
            slot = append(key, slot, event);
        }
        for (GroupFeature feature : features) {
            row[feature.column()] =
                    slot == GroupState.NONE ? feature.ofNobody() : feature.of(state, slot, event.time, before);
        }
    }

    private int append(long key, int found, KeyedEvent event) {
        int slot = found == GroupState.NONE ? state.add(key, event.time) : found;
        state.append(slot, event.time, event.amount, event.fields);
        return slot;
    }
}
