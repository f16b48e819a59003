// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.cordon.computation.network.UpdateBounds;
import org.cordon.model.LocalPlan;
import org.cordon.participant.data.Table;
import org.cordon.simulations.attack.Attack;
import org.cordon.simulations.defence.Defence;
import org.cordon.simulations.learner.Learner;
import org.cordon.simulations.strategy.Strategy;

/**
 * One run of an experiment with everything resolved: what is learnt, by whom, how, and against whom.
 *
 * @param seed all that is drawn derives from it
 * @param method how the federation learns
 * @param crowd who takes part
 * @param threat who attacks, if anybody does
 * @param evaluation when the model is judged
 */
public record Trial(long seed, int rounds, Method method, Crowd crowd, Optional<Threat> threat, Evaluation evaluation) {
    public Trial {
        if (rounds < 1 || rounds > 100_000) {
            throw new IllegalArgumentException("rounds must be in [1, 100000], but was " + rounds);
        }
        Contradictions.refuse(method, crowd.selection(), threat);
    }

    /**
     * How the federation learns.
     *
     * @param plan what exchanges do between two sums, if the strategy does not change it
     * @param bounds public bounds on an update, and how it becomes integers
     * @param defence how updates become one; empty for the mean by weight
     */
    public record Method(
            Learner learner, LocalPlan plan, Strategy strategy, UpdateBounds bounds, Optional<Defence> defence) {
        /** Whether single updates are looked at, which no secure sum allows. */
        boolean looksAtSingles() {
            return defence.filter(used -> !used.isSumOnly()).isPresent();
        }
    }

    /**
     * Who takes part.
     *
     * @param rows of an exchange, scaled; asked for again every round, so that they need not stay in memory
     */
    public record Crowd(Selection selection, IntFunction<Table> rows) {}

    /**
     * Who attacks.
     *
     * @param share of the exchanges that attack: those with the highest numbers
     */
    public record Threat(Attack attack, double share) {
        public Threat {
            if (!(share >= 0 && share < 1)) {
                throw new IllegalArgumentException("share of attackers must be in [0, 1), but was " + share);
            }
        }

        int attackers(int exchanges) {
            return (int) Math.rint(share * exchanges);
        }
    }

    /**
     * When the model is judged.
     *
     * @param every so many rounds, and after the last
     * @param target metrics to reach; the first evaluated round with all of them at least as good is reported
     * @param stops whether the run ends once the target is reached
     */
    public record Evaluation(Table test, int every, Map<String, Double> target, boolean stops) {
        public Evaluation {
            target = Map.copyOf(target);
            if (every < 1) {
                throw new IllegalArgumentException("every must be at least 1, but was " + every);
            }
        }
    }

    boolean attacks(int exchange) {
        int exchanges = crowd.selection().exchanges();
        return threat.filter(against -> exchange >= exchanges - against.attackers(exchanges))
                .isPresent();
    }
}
