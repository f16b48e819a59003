// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.partition;

/** How rows are spread over exchanges. */
@FunctionalInterface
public interface Partition {
    /**
     * The exchange of every row, from 0; -1 for a row that goes to nobody.
     *
     * @param rows what is spread
     * @param exchanges how many there are, 1 and up
     */
    int[] assign(Rows rows, int exchanges);
}
