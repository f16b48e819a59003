// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.util.Optional;
import java.util.SortedMap;

/**
 * What came of an exchange's work.
 *
 * @param words what it would send: update, more of the strategy's, weight; the weight alone once the vector was added
 * @param norm of its update, before any bound
 * @param shrink factor by which the bounds shrank it
 * @param personal metrics of its own model, if it has one and it was judged
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ClientResult(
        int exchange,
        long[] words,
        int rows,
        int steps,
        double norm,
        double shrink,
        Optional<SortedMap<String, Double>> personal) {
    long weight() {
        return words[words.length - 1];
    }

    /** The same, for those who only count. */
    ClientResult withoutVector() {
        return new ClientResult(exchange, new long[] {weight()}, rows, steps, norm, shrink, personal);
    }
}
