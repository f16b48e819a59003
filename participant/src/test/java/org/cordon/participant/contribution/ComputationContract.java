// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.Query;
import org.cordon.computation.Report;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;

/**
 * What both halves of every computation must keep; extend it for your own.
 *
 * <p>Runs the computation over {@link #tables()} with plain sums and checks each round: contributions and states are
 * the same when computed again by fresh instances, words stay in bounds, sums answer their query, impossible sums are
 * refused, a state alone is enough to go on from, and the run ends.
 */
public abstract class ComputationContract {
    private static final int MAX_ROUNDS = 1000;

    /** A fresh instance of the public half. */
    protected abstract FederatedComputation computation();

    /** A fresh instance of the private half. */
    protected abstract Contributors contributors();

    /** Canonical parameters that suit {@link #tables()}. */
    protected abstract Bytes parameters();

    /** Inputs from earlier stages. */
    protected Map<String, Bytes> inputs() {
        return Map.of();
    }

    /** The rows of each exchange, at least two. */
    protected abstract List<Table> tables();

    /** Local training where it is needed; by default there is none. */
    protected LocalTrainer trainer() {
        return (spec, start, scaled, plan, seed) -> new LocalTrainer.Trained(start, scaled.rows(), 1);
    }

    @Test
    void statesAndContributionsAreTheSameWhenComputedAgain() {
        assertThat(states(member -> true)).isEqualTo(states(member -> true));
    }

    @Test
    void everyRoundKeepsItsBounds() {
        for (Bytes state : states(member -> true)) {
            computation().query(state).ifPresent(query -> {
                for (int i = 0; i < tables().size(); i++) {
                    long[] words = contribution(state, query, i);
                    assertThat(words).hasSize(query.length()).isEqualTo(contribution(state, query, i));
                    for (int k = 0; k < words.length; k++) {
                        assertThat(Math.abs(words[k])).as("word %d", k).isLessThanOrEqualTo(query.maxAbs(k));
                    }
                }
            });
        }
    }

    @Test
    void aMemberMayBeMissingInAnyRound() {
        assertThat(computation().query(last(states(member -> member != 0)))).isEmpty();
    }

    @Test
    void impossibleSumsAreRefused() {
        Bytes state = computation().start(parameters(), inputs());
        Query query = computation().query(state).orElseThrow();
        for (long[] words : List.of(new long[query.length() - 1], new long[query.length() + 1], tooLarge(query))) {
            OpenedSum sum = OpenedSum.wrap(words, 2);
            assertThatThrownBy(() -> computation().advance(state, sum)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void reportsAreTheSameWhenMadeAgain() {
        for (Bytes state : states(member -> true)) {
            Report report = computation().report(state);
            assertThat(report).isEqualTo(computation().report(state));
            assertThat(report.summary()).isNotBlank();
        }
    }

    @Test
    void everySumNamesItsFunctionAndNoSumNamesNone() {
        for (Bytes state : states(member -> true)) {
            if (computation().query(state).isPresent()) {
                assertThat(computation().function(state))
                        .isEqualTo(computation().function(state));
            } else {
                assertThatThrownBy(() -> computation().function(state)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    private List<Bytes> states(IntPredicate present) {
        List<Bytes> states = new ArrayList<>();
        states.add(computation().start(parameters(), inputs()));
        while (computation().query(last(states)).isPresent()) {
            assertThat(states).as("rounds").hasSizeLessThan(MAX_ROUNDS);
            PlainFederation federation = new PlainFederation(computation(), contributors(), members());
            states.add(federation.round(last(states), present));
        }
        return states;
    }

    private List<PlainFederation.Member> members() {
        List<PlainFederation.Member> members = new ArrayList<>();
        for (Table table : tables()) {
            members.add(new PlainFederation.Member(table, new ContributionContext(members.size(), trainer())));
        }
        return members;
    }

    private long[] contribution(Bytes state, Query query, int member) {
        PlainFederation.Member own = members().get(member);
        return contributors().encode(computation().name(), query, state, own.rows(), own.context());
    }

    private static long[] tooLarge(Query query) {
        long[] words = new long[query.length()];
        Arrays.fill(words, Long.MAX_VALUE);
        return words;
    }

    private static Bytes last(List<Bytes> states) {
        return states.get(states.size() - 1);
    }
}
