// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.rows;

import java.time.Instant;
import java.util.Optional;
import org.cordon.event.Event;
import org.cordon.participant.event.EventSink;

/** Passes on events at or before a moment, and counts the others. */
final class UpTo implements EventSink {
    private final Optional<Instant> moment;
    private final EventSink sink;
    private long later;

    UpTo(Optional<Instant> moment, EventSink sink) {
        this.moment = moment;
        this.sink = sink;
    }

    @Override
    public void accept(Event event) {
        if (moment.filter(end -> event.time().isAfter(end)).isPresent()) {
            later++;
        } else {
            sink.accept(event);
        }
    }

    long later() {
        return later;
    }
}
