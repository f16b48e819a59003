// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.util.Optional;
import java.util.SortedMap;

/** Hears what happens in a run; on the thread that drives it, rounds in order, exchanges of a round in order before it. */
public interface TrialListener {
    /** An exchange that was asked in a round. */
    void client(ClientPlayed client);

    /** A round is over. */
    void round(RoundPlayed round);

    /** What an exchange came to in a round. */
    enum Status {
        SUMMED,
        DROPPED,
        STRAGGLED,
        UNAVAILABLE
    }

    /**
     * One exchange in one round.
     *
     * @param exchange from 0
     * @param attacks whether it is one of the attackers
     * @param norm of its update before any bound
     * @param shrink the factor by which the bounds shrank it, at most 1
     * @param personal metrics of its own model, if it has one and it was judged
     */
    record ClientPlayed(
            int round,
            int exchange,
            boolean attacks,
            Status status,
            int rows,
            int steps,
            long weight,
            double norm,
            double shrink,
            Optional<SortedMap<String, Double>> personal) {}

    /**
     * One round.
     *
     * @param asked exchanges
     * @param summed exchanges whose vector is in the sum; 0 if it could not be opened
     * @param norm of the update that came of it
     * @param bytesUp of all exchanges
     * @param bytesDown of all exchanges
     * @param metrics of the model after the round, if it was judged
     */
    record RoundPlayed(
            int round,
            int asked,
            int summed,
            double norm,
            long bytesUp,
            long bytesDown,
            Optional<SortedMap<String, Double>> metrics) {}
}
