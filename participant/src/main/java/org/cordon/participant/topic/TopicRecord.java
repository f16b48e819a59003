// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

import java.util.List;

/**
 * The value of one message as texts.
 *
 * @param names of the fields, distinct, in the order of the value
 * @param values one for each name; a missing one is empty
 */
public record TopicRecord(List<String> names, List<String> values) {
    public TopicRecord {
        names = List.copyOf(names);
        values = List.copyOf(values);
        if (names.size() != values.size()) {
            throw new IllegalArgumentException(
                    "values must be " + names.size() + ", one for each name, but were " + values.size());
        }
    }

    /** Names the fields only. */
    @Override
    public String toString() {
        return "TopicRecord" + names;
    }
}
