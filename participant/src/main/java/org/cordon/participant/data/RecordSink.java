// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.data;

import java.util.List;

/** Takes the rows of a source one by one. */
public interface RecordSink {
    /** The names of the columns, once and first. */
    void columns(List<String> names);

    /**
     * One row.
     *
     * @param values one for each column; a missing one is empty
     * @param line where the row begins, counted from 1, or its number where the source has no lines
     */
    void row(List<String> values, int line);

    /**
     * A row that cannot be taken apart.
     *
     * @param sentence what is wrong, without a value
     */
    void malformed(String sentence, int line);
}
