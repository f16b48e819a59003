// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.event;

import java.time.Instant;

/**
 * What became known of an event, and when.
 *
 * @param event the id of the event
 * @param value 1 for what is to be found, 0 for what is not
 * @param labelledAt when it became known
 */
public record Label(String event, int value, Instant labelledAt) {
    public Label {
        if (!EventRules.isId(event)) {
            throw new IllegalArgumentException("event must be " + EventRules.ID + ", but was not");
        }
        if (value != 0 && value != 1) {
            throw new IllegalArgumentException("label must be 0 or 1, but was not");
        }
    }

    /** Tells nothing of the event. */
    @Override
    public String toString() {
        return "Label";
    }
}
