// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cordon.cli.CommandFailure;
import org.cordon.computation.network.UpdateBounds;
import org.cordon.model.Activation;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.participant.data.Table;
import org.cordon.simulations.attack.Attack;
import org.cordon.simulations.attack.SignFlip;
import org.cordon.simulations.learner.NetworkLearner;
import org.cordon.simulations.strategy.Strategy;
import org.cordon.simulations.summing.PlainSumming;
import org.cordon.simulations.summing.Summing;

/** Small networks on a few rows, and what is heard of their rounds. */
final class SmallTrials {
    static final NetworkSpec SPEC = NetworkSpec.mlpClassifier(Activation.RELU, 3, 1);
    static final LocalPlan PLAN = new LocalPlan(2, 4, LocalOptimiser.SGD, 0.1);
    static final UpdateBounds BOUNDS = new UpdateBounds(100, 1, 32, 12);
    static final SignFlip SIGN_FLIP = new SignFlip(1);

    /** Notes everything. */
    static final class Notes implements TrialListener {
        final List<Object> all = new ArrayList<>();

        @Override
        public void client(ClientPlayed client) {
            all.add(client);
        }

        @Override
        public void round(RoundPlayed round) {
            all.add(round);
        }

        List<ClientPlayed> clients() {
            return all.stream()
                    .filter(ClientPlayed.class::isInstance)
                    .map(ClientPlayed.class::cast)
                    .toList();
        }
    }

    static Table rows(int exchange, int count) {
        SplittableRandom random = new SplittableRandom(exchange);
        float[] values = new float[3 * count];
        float[] labels = new float[count];
        for (int row = 0; row < count; row++) {
            labels[row] = (row + exchange) % 2;
            for (int k = 0; k < 3; k++) {
                values[3 * row + k] = (float) (random.nextDouble() + labels[row] * k - exchange * 0.1);
            }
        }
        return Table.of(List.of("a", "b", "c"), count, values, Optional.of(labels));
    }

    static Trial.Method method(Strategy strategy) {
        return method(strategy, PLAN, BOUNDS);
    }

    static Trial.Method method(Strategy strategy, LocalPlan plan, UpdateBounds bounds) {
        return new Trial.Method(new NetworkLearner(SPEC), plan, strategy, bounds, Optional.empty());
    }

    static Trial trial(Trial.Method method, Selection selection, Optional<Trial.Threat> threat) {
        return new Trial(
                1, 3, method, new Trial.Crowd(selection, exchange -> rows(exchange, 12)), threat, judged(Map.of()));
    }

    static Trial.Evaluation judged(Map<String, Double> target) {
        return new Trial.Evaluation(rows(9, 20), 1, target, false);
    }

    static Trial attacked(Strategy strategy, Attack attack) {
        return trial(method(strategy), Selection.everybody(6), Optional.of(new Trial.Threat(attack, 0.5)));
    }

    static List<Object> played(Trial trial, int threads, Summing summing) throws InterruptedException {
        Notes notes = new Notes();
        notes.all.add(new Playing(threads, summing).play(trial, notes).metrics());
        return notes.all;
    }

    static List<Object> played(Trial trial) throws InterruptedException {
        return played(trial, 2, new PlainSumming());
    }

    static String refused(ThrowingCallable work) {
        return catchThrowableOfType(CommandFailure.class, work).sentence();
    }

    private SmallTrials() {}
}
