// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.util.Arrays;
import java.util.Optional;
import org.cordon.computation.DataFunction;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.Query;
import org.cordon.privacy.NoiseShare;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.Crowd;
import org.cordon.sum.round.RoundConfiguration;

/**
 * The public state of a task, and what it asks for next. Every party computes the same from the charter and the sums.
 */
public record TaskState(FederatedComputation computation, Bytes state) {
    /** What `open` and receipts name. */
    public Digest digest() {
        return Hashes.blob(state);
    }

    /** Shape and bounds of the next sum over that crowd; empty when the task has no more rounds. */
    public Optional<RoundConfiguration> configuration(Crowd crowd) {
        return computation.query(state).map(query -> configured(query, crowd));
    }

    /** What is asked of every member next. */
    public Optional<Query> query() {
        return computation.query(state);
    }

    /** Which function of the rows is added up next; {@link IllegalArgumentException} when the task has no more rounds. */
    public DataFunction function() {
        return computation.function(state);
    }

    private static RoundConfiguration configured(Query query, Crowd crowd) {
        return new RoundConfiguration(
                query.statistic(),
                query.length(),
                query.largestWord(),
                query.release().map(release -> new NoiseShare(release, crowd.minSurvivors(), crowd.maxFaulty())),
                crowd.members(),
                crowd.minSurvivors());
    }

    /** The state after a sum whose last word is the count slot. */
    public TaskState advance(RingVector sum) {
        long[] all = sum.toSigned();
        long[] values = Arrays.copyOf(all, all.length - 1);
        OpenedSum opened = OpenedSum.wrap(values, (int) all[all.length - 1]);
        return new TaskState(computation, computation.advance(state, opened));
    }

    /** One line for people. */
    public String summary() {
        return computation.report(state).summary();
    }
}
