// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.Query;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;

/**
 * Runs both halves of a computation in memory, with plain integer sums in the place of masked ones: what a federation
 * computes when the secure sum is right.
 */
public final class PlainFederation {
    private final FederatedComputation computation;
    private final Contributors contributors;
    private final List<Member> members;

    /** An exchange's rows and context. */
    public record Member(Table rows, ContributionContext context) {}

    public PlainFederation(FederatedComputation computation, Contributors contributors, List<Member> members) {
        this.computation = computation;
        this.contributors = contributors;
        this.members = List.copyOf(members);
    }

    /** The last state. */
    public Bytes run(Bytes parameters, Map<String, Bytes> inputs) {
        Bytes state = computation.start(parameters, inputs);
        while (computation.query(state).isPresent()) {
            state = round(state, member -> true);
        }
        return state;
    }

    /** The state after a round in which the members that {@code present} accepts take part. */
    public Bytes round(Bytes state, IntPredicate present) {
        return computation.advance(state, sum(state, present));
    }

    /** The plain sum of the contributions of the members present. */
    public OpenedSum sum(Bytes state, IntPredicate present) {
        Query query = computation.query(state).orElseThrow();
        long[] sum = new long[query.length()];
        int contributed = 0;
        for (int i = 0; i < members.size(); i++) {
            if (!present.test(i)) {
                continue;
            }
            Member member = members.get(i);
            long[] words = contributors.encode(computation.name(), query, state, member.rows(), member.context());
            for (int k = 0; k < sum.length; k++) {
                sum[k] += words[k];
            }
            contributed++;
        }
        return OpenedSum.wrap(sum, contributed);
    }
}
