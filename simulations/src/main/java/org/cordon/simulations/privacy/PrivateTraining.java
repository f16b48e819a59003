// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.privacy;

import java.util.Arrays;
import java.util.Map;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.network.TrainingPlan;
import org.cordon.computation.network.TrainingState;
import org.cordon.computation.scaling.Scaler;
import org.cordon.computation.scaling.Scaling;
import org.cordon.model.ParameterVector;
import org.cordon.participant.contribution.LocalTrainer;
import org.cordon.participant.data.Table;
import org.cordon.participant.training.DenseTrainer;
import org.cordon.privacy.DiscreteGaussian;
import org.cordon.privacy.NoisePool;
import org.cordon.suite.Bytes;

/**
 * Trains a charter's network as the exchanges of a task would: gradients are those of {@link DenseTrainer}, steps those of {@link
 * NetworkTraining}, and the noise is what the shares of the fewest exchanges come to, less those that may be told.
 */
final class PrivateTraining {
    /** Draws of noise that one audit may take: some eight seconds. */
    private static final long MOST_DRAWS = 6_000_000;

    private final AuditedTask task;
    private final int steps;

    /** Who puts something in, and sees what leaves. */
    interface Watcher {
        /** Changes nothing and looks at nothing. */
        Watcher NOBODY = new Watcher() {
            @Override
            public void beforeNoise(long[] words) {}

            @Override
            public void opened(long[] words) {}
        };

        /** May add to the sum of a step, as a unit does. */
        void beforeNoise(long[] words);

        /** Sees the sum of a step as it is opened. */
        void opened(long[] words);
    }

    /** @param models how many trainings the audit takes */
    PrivateTraining(AuditedTask task, int models) {
        this.task = task;
        long affordable = MOST_DRAWS / models / task.plan().spec().parameterCount();
        this.steps = (int) Math.max(1, Math.min(task.plan().rounds(), affordable));
    }

    /** How many of the charter's steps are done: fewer where the network is large. */
    int steps() {
        return steps;
    }

    /** The parameters after the last step on scaled rows. */
    ParameterVector run(Table rows, boolean noisy, long seed, Watcher watcher) {
        NetworkTraining training = new NetworkTraining();
        TrainingPlan all = task.plan();
        TrainingPlan plan = new TrainingPlan(all.spec(), all.work(), all.server(), steps, 0, all.initialSeed());
        Bytes state =
                training.start(plan.encode(), Map.of(Scaling.OUTPUT, asIs(rows).encode()));
        SeededRandomness randomness = new SeededRandomness(seed);
        DenseTrainer trainer = new DenseTrainer();
        try (DiscreteGaussian sampler = new DiscreteGaussian(variance(), randomness)) {
            while (training.query(state).isPresent()) {
                TrainingState at = TrainingState.decode(state);
                LocalTrainer.PrivateStep step = new LocalTrainer.PrivateStep(
                        plan.spec(),
                        at.server().parameters(),
                        task.steps(),
                        at.clipNorm().orElse(task.steps().clipNorm()));
                long[] words = trainer.clippedGradients(step, rows, randomness);
                watcher.beforeNoise(words);
                if (noisy) {
                    try (NoisePool noise = NoisePool.draw(sampler, words.length)) {
                        noise.addTo(words);
                    }
                }
                watcher.opened(words);
                state = training.advance(state, OpenedSum.wrap(words, task.exchanges()));
            }
        }
        return TrainingState.decode(state).server().parameters();
    }

    /** A sum of shares is as good as one draw of their variance together: {@link MechanismAudit} draws them one by one. */
    private long variance() {
        int honest = task.share().minSurvivors() - task.share().corrupt();
        return Math.min(DiscreteGaussian.MAX_VARIANCE / honest, task.share().variance()) * honest;
    }

    private static Scaler asIs(Table rows) {
        double[] medians = new double[rows.features()];
        double[] spreads = new double[rows.features()];
        Arrays.fill(spreads, 1);
        return Scaler.of(rows.featureNames(), medians, spreads);
    }
}
