// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.util.List;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.Query;
import org.cordon.participant.round.Contribution;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;

/**
 * Runs a computation with plain integer sums in the place of masked ones: what a federation computes, noise of differential privacy
 * included, without its protection. For comparison only.
 */
public final class PlainRun {
    private final FederatedComputation computation;
    private final Randomness randomness;

    public PlainRun(FederatedComputation computation) {
        this(computation, Randomness.secure());
    }

    /** @param randomness gives the keys of noise, where the computation asks for some */
    public PlainRun(FederatedComputation computation, Randomness randomness) {
        this.computation = computation;
        this.randomness = randomness;
    }

    /** The state after one sum over {@code exchanges}. */
    public Bytes advance(Bytes state, List<? extends Contribution> exchanges) {
        Query query = computation
                .query(state)
                .orElseThrow(() -> new IllegalArgumentException("state must have a query, but is the last"));
        long[] sum = new long[query.length()];
        for (Contribution exchange : exchanges) {
            long[] words = new NoisyContribution(exchange, exchanges.size(), randomness).contribute(query, state);
            for (int k = 0; k < sum.length; k++) {
                sum[k] += words[k];
            }
        }
        return computation.advance(state, OpenedSum.wrap(sum, exchanges.size()));
    }

    /** The last state. */
    public Bytes run(Bytes start, List<? extends Contribution> exchanges) {
        Bytes state = start;
        while (computation.query(state).isPresent()) {
            state = advance(state, exchanges);
        }
        return state;
    }
}
