// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.yaml;

import java.util.Optional;

/** What the keys of a kind of file mean. */
public interface Vocabulary {
    /** What may stand under a component of a record; every component of every record of the file has one. */
    Field field(Class<?> owner, String component);

    /** What is taken for a component where it is left out, as it would be written; empty where the type alone says. */
    default Optional<String> otherwise(Class<?> owner, String component) {
        return Optional.empty();
    }

    /**
     * Whether the record is a choice of one component, so that the name of one that needs no keys may stand alone: {@code
     * partition: iid} for {@code partition: {iid: {}}}.
     */
    default boolean isChoice(Class<?> type) {
        return false;
    }

    /** Where a person finds every key and its range, as a sentence. */
    String mend();
}
