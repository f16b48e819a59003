// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import org.cordon.computation.Query;
import org.cordon.suite.Bytes;

/** The private half of a task: the exchange's own rows, as integers. */
@FunctionalInterface
public interface Contribution {
    /**
     * Answers a query about the exchange's rows; may take as long as training takes.
     *
     * @param state the public state that asks
     * @return as many words as the query has, each within its bound; a caller refuses others
     */
    long[] contribute(Query query, Bytes state);
}
