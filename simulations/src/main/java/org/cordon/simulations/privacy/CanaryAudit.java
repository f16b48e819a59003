// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.privacy;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cordon.computation.network.PrivateSgd;
import org.cordon.participant.data.Table;
import org.cordon.privacy.PoissonSampling;
import org.cordon.privacy.RandomWords;
import org.cordon.privacy.audit.OneRunAudit;

/**
 * Trains once with a thousand canaries, each in or out by a coin, and guesses which were in: as good a guess as differential privacy
 * forbids is a lower bound on epsilon (Steinke, Nasr and Jagielski 2023).
 *
 * <p>A canary is a unit whose gradient has the clip norm and lies along one parameter of its own (their section 6, Dirac canaries):
 * the worst that clipping lets through. It is sampled as every unit is. The adversary sees every opened sum and knows what
 * all other units put in, as the guarantee allows it to; the score of a canary is what is left on its parameter.
 */
final class CanaryAudit {
    static final double CONFIDENCE = 0.95;

    private static final int MOST_CANARIES = 1000;

    private final AuditedTask task;
    private final PrivateTraining training;

    /**
     * What the guesses show.
     *
     * @param lowerBound on epsilon of the steps that were done
     * @param canaries as many as there are parameters, 1000 at the most
     * @param steps that were done
     */
    record Outcome(double lowerBound, int canaries, int steps) {}

    CanaryAudit(AuditedTask task) {
        this.task = task;
        this.training = new PrivateTraining(task, 1);
    }

    /** Trains on scaled rows, with noise or, as a control, without. */
    Outcome run(Table rows, boolean noisy, long seed) {
        int parameters = task.plan().spec().parameterCount();
        int count = Math.min(MOST_CANARIES, parameters);
        try (Flock flock = new Flock(count, parameters, new SplittableRandom(seed))) {
            var unused = training.run(rows, noisy, seed, flock);
            OneRunAudit audit = new OneRunAudit(flock.scores(true), flock.scores(false));
            return new Outcome(audit.epsilon(1 - CONFIDENCE, task.terms().delta()), count, training.steps());
        }
    }

    /** The canaries: what they put in and what is seen of them. */
    private final class Flock implements PrivateTraining.Watcher, AutoCloseable {
        private final PoissonSampling sampling =
                new PoissonSampling(task.steps().samplingThreshold());
        private final RandomWords coins;
        private final boolean[] in;
        private final double[] seen;
        private final int apart;
        private long[] others = {};

        Flock(int count, int parameters, SplittableRandom random) {
            this.in = new boolean[count];
            this.seen = new double[count];
            this.apart = parameters / count;
            for (int i = 0; i < count; i++) {
                in[i] = random.nextBoolean();
            }
            this.coins = new RandomWords(new SeededRandomness(random.nextLong()));
        }

        @Override
        public void beforeNoise(long[] words) {
            others = words.clone();
            for (int i = 0; i < in.length; i++) {
                if (in[i] && sampling.keeps(coins)) {
                    words[i * apart] += PrivateSgd.GRADIENT_UNITS;
                }
            }
        }

        @Override
        public void opened(long[] words) {
            for (int i = 0; i < in.length; i++) {
                seen[i] += words[i * apart] - others[i * apart];
            }
        }

        double[] scores(boolean of) {
            return IntStream.range(0, in.length)
                    .filter(i -> in[i] == of)
                    .mapToDouble(i -> seen[i])
                    .toArray();
        }

        @Override
        public void close() {
            coins.close();
        }
    }
}
