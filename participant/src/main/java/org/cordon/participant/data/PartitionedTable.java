// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.data;

import java.util.List;

/**
 * A table and, if a partition column was asked for, its text for each row.
 *
 * @param table the rows
 * @param keys one per row in the order of the table, empty text where the value is missing; empty without a partition
 *     column
 */
public record PartitionedTable(Table table, List<String> keys) {
    public PartitionedTable {
        keys = List.copyOf(keys);
        if (!keys.isEmpty() && keys.size() != table.rows()) {
            throw new IllegalArgumentException(
                    "number of keys must be 0 or " + table.rows() + ", but was " + keys.size());
        }
    }

    @Override
    public String toString() {
        return "PartitionedTable[" + table + ", " + keys.size() + " keys]";
    }
}
