// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.learner;

import java.util.SortedMap;
import java.util.SplittableRandom;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.participant.data.Table;

/**
 * Another learner that takes so many steps between two sums, however many rows there are.
 *
 * <p>The rows of a step are the next ones of a shuffle of all; when a shuffle is used up, another follows, as a data loader that
 * is cycled does; the update's weight is the exchange's rows, or the share of them that the learner says it has used. A step is as large as the plan's batch, or as all rows if there are fewer.
 */
public final class Stepping implements Learner {
    private final Learner learner;
    private final int steps;

    /** Steps of {@code learner}, 1 and up. */
    public Stepping(Learner learner, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, but was " + steps);
        }
        if (learner instanceof QuadraticLearner) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    "training.steps must be left out with model.quadratic, where a pass is a step, but was " + steps,
                    "Write epochs: " + steps + " in its place");
        }
        this.learner = learner;
        this.steps = steps;
    }

    @Override
    public int parameters() {
        return learner.parameters();
    }

    @Override
    public float[] start(long seed) {
        return learner.start(seed);
    }

    @Override
    public Table seen(Table rows) {
        return learner.seen(rows);
    }

    @Override
    public Trained train(float[] start, Table all, LocalWork work, long seed) {
        Table rows = seen(all);
        int batch = Math.min(work.plan().batchSize(), rows.rows());
        if (batch == 0) {
            return learner.train(start, rows, work, seed);
        }
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[rows.rows()];
        int[] picked = new int[Math.multiplyExact(batch, steps)];
        for (int i = 0; i < picked.length; i++) {
            int next = i % order.length;
            if (next == 0) {
                shuffle(order, random);
            }
            picked[i] = order[next];
        }
        LocalWork once = new LocalWork(work.plan().withEpochs(1), work.pull(), work.shift());
        Trained trained = learner.train(start, rows.select(picked), once, random.nextLong());
        int used = (int) Math.rint((double) rows.rows() * trained.rows() / picked.length);
        return new Trained(trained.parameters(), used, trained.steps());
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    @Override
    public float[] outputs(float[] parameters, Table rows) {
        return learner.outputs(parameters, rows);
    }

    @Override
    public SortedMap<String, Double> judge(float[] outputs, Table test) {
        return learner.judge(outputs, test);
    }
}
