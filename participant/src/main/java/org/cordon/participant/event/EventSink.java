// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import org.cordon.event.Event;

/** Takes events in the order of their source. */
@FunctionalInterface
public interface EventSink {
    void accept(Event event);
}
