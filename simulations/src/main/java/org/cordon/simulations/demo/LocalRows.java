// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import org.cordon.computation.Query;
import org.cordon.computation.StagedComputation;
import org.cordon.participant.contribution.ContributionContext;
import org.cordon.participant.contribution.Contributors;
import org.cordon.participant.data.Table;
import org.cordon.participant.round.Contribution;
import org.cordon.participant.training.NetworkTrainer;
import org.cordon.suite.Bytes;

/** The private half of the demo's task at one exchange. */
final class LocalRows implements Contribution {
    private static final Contributors CONTRIBUTORS = Contributors.installed();

    private final Table rows;
    private final ContributionContext context;

    /**
     * @param seed the exchange's own number for held-out rows and the order of training; a function of the demo's seed, so
     *     that a demo can be repeated
     */
    LocalRows(Table rows, long seed) {
        this.rows = rows;
        this.context = new ContributionContext(seed, new NetworkTrainer());
    }

    /** The exchange with this index, from 0. */
    static LocalRows of(Table rows, long seed, int index) {
        return new LocalRows(rows, seed * 1_000 + index);
    }

    @Override
    public long[] contribute(Query query, Bytes state) {
        return CONTRIBUTORS.encode(StagedComputation.NAME, query, state, rows, context);
    }
}
