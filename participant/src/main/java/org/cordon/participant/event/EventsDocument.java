// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import org.cordon.config.ConfigDocument;

/** {@code events.yaml}. */
public final class EventsDocument implements ConfigDocument {
    @Override
    public String name() {
        return "events";
    }

    @Override
    public String purpose() {
        return "A source of events that is no file, in the place of one: 'cordon data check events.yaml'.";
    }

    @Override
    public Class<? extends Record> type() {
        return EventSourceConfig.class;
    }
}
