// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.util.Optional;
import java.util.SortedMap;
import java.util.function.DoubleConsumer;
import org.cordon.participant.data.Table;
import org.cordon.simulations.engine.Seeds;
import org.cordon.simulations.engine.Trial;
import org.cordon.simulations.learner.Learner;
import org.cordon.simulations.learner.LocalWork;

/**
 * The trial's own learner, with as many passes over the rows as the federation played rounds.
 *
 * @param rounds that the federation played
 * @param trained told of every pass over the rows of all exchanges, or the part of one that was made
 */
record LearnerCompared(Trial trial, Ground ground, int rounds, DoubleConsumer trained) implements Comparison.Compared {
    @Override
    public Optional<double[]> outputs(Table table, int number) {
        Learner learner = trial.method().learner();
        double all = Math.max(1, ground.all());
        float[] parameters = learner.start(Seeds.of(trial.seed(), "first parameters"));
        LocalWork work = LocalWork.of(trial.method().plan());
        for (int round = 0; round < rounds; round++) {
            Learner.Trained next =
                    learner.train(parameters, table, work, Seeds.of(trial.seed(), "alone", round, number));
            if (next.rows() == 0) {
                return Optional.empty();
            }
            parameters = next.parameters();
            trained.accept(table.rows() / all);
        }
        return Optional.of(Averaging.doubles(learner.outputs(parameters, ground.test())));
    }

    @Override
    public SortedMap<String, Double> judge(double[] outputs) {
        return trial.method().learner().judge(Averaging.floats(outputs), ground.test());
    }
}
