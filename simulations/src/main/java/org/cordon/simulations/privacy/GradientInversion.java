// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.privacy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.cordon.model.InitialParameters;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.data.Table;
import org.cordon.participant.training.DenseTrainer;
import org.cordon.sum.ring.Ring;
import org.cordon.sum.ring.RingVector;

/**
 * Rebuilds a row from an update: after one step on one row the change of a first layer's weights over the change of its bias is the
 * row itself (Phong et al. 2018, section 3.2).
 *
 * <p>The same is tried on what a coordinator receives under the secure sum, words that a uniform mask was added to, and on what it
 * opens, the sum over all exchanges, each with a step on 32 rows; both without noise, as they are the secure sum's merit.
 */
final class GradientInversion {
    private static final int TRIALS = 64;
    private static final int BATCH = 32;
    private static final Ring RING = new Ring(48);
    private static final double SCALE = 1 << 24;

    private final AuditedTask task;
    private final NetworkSpec spec;
    private final DenseTrainer trainer = new DenseTrainer();

    /**
     * Distance between what is rebuilt and the row, over the row's length: the median over trials. 0 is exact; about 1, or more, is
     * nothing.
     *
     * @param mean where the mean of all rows is guessed, which takes no update
     */
    record Outcome(double plain, double masked, double summed, double mean) {}

    GradientInversion(AuditedTask task) {
        this.task = task;
        this.spec = task.plan().spec();
    }

    /** Attacks rows that are drawn from scaled ones. */
    Outcome run(Table rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SeededRandomness masks = new SeededRandomness(random.nextLong());
        float[] mean = mean(rows);
        double[][] errors = new double[4][TRIALS];
        for (int trial = 0; trial < TRIALS; trial++) {
            ParameterVector start = InitialParameters.draw(spec, random.nextLong());
            int[] victim = {random.nextInt(rows.rows())};
            float[] row = new float[rows.features()];
            rows.copyRow(victim[0], row, 0);
            double[] plain = update(start, rows.select(victim));
            errors[0][trial] = error(rebuilt(plain), row);
            byte[] mask = new byte[plain.length * RING.bytesPerWord()];
            masks.nextBytes(mask);
            RingVector masked = words(plain);
            masked.addInPlace(RingVector.of(RING, mask));
            errors[1][trial] = error(rebuilt(values(masked)), row);
            errors[2][trial] = error(rebuilt(values(summed(start, rows, victim[0], random))), row);
            errors[3][trial] = error(mean, row);
        }
        return new Outcome(median(errors[0]), median(errors[1]), median(errors[2]), median(errors[3]));
    }

    private RingVector summed(ParameterVector start, Table rows, int victim, SplittableRandom random) {
        RingVector sum = RingVector.zeros(RING, spec.parameterCount());
        for (int exchange = 0; exchange < task.exchanges(); exchange++) {
            int[] batch = random.ints(BATCH, 0, rows.rows()).toArray();
            if (exchange == 0) {
                batch[0] = victim;
            }
            sum.addInPlace(words(update(start, rows.select(batch))));
        }
        return sum;
    }

    private double[] update(ParameterVector start, Table batch) {
        LocalPlan step = new LocalPlan(1, batch.rows(), LocalOptimiser.SGD, 1);
        ParameterVector end = trainer.train(spec, start, batch, step, 1).parameters();
        double[] update = new double[end.length()];
        for (int i = 0; i < update.length; i++) {
            update[i] = (double) end.get(i) - start.get(i);
        }
        return update;
    }

    private static RingVector words(double[] update) {
        long[] words = Arrays.stream(update)
                .mapToLong(value -> Math.round(value * SCALE))
                .toArray();
        return RingVector.ofSigned(RING, words, RING.maxSum());
    }

    private static double[] values(RingVector words) {
        return Arrays.stream(words.toSigned()).mapToDouble(word -> word / SCALE).toArray();
    }

    /** By the unit of the first layer whose bias moved most. */
    private float[] rebuilt(double[] update) {
        int units = spec.outputs(0);
        int best = 0;
        for (int unit = 1; unit < units; unit++) {
            if (Math.abs(update[spec.biasOffset(0) + unit]) > Math.abs(update[spec.biasOffset(0) + best])) {
                best = unit;
            }
        }
        double bias = update[spec.biasOffset(0) + best];
        float[] row = new float[spec.features()];
        for (int k = 0; k < row.length; k++) {
            row[k] = bias == 0 ? 0 : (float) (update[spec.weightOffset(0) + k * units + best] / bias);
        }
        return row;
    }

    private static float[] mean(Table rows) {
        float[] mean = new float[rows.features()];
        for (int row = 0; row < rows.rows(); row++) {
            for (int k = 0; k < mean.length; k++) {
                mean[k] += rows.value(row, k) / rows.rows();
            }
        }
        return mean;
    }

    private static double error(float[] guess, float[] row) {
        double off = 0;
        double length = 0;
        for (int k = 0; k < row.length; k++) {
            off += ((double) guess[k] - row[k]) * ((double) guess[k] - row[k]);
            length += (double) row[k] * row[k];
        }
        return Math.sqrt(off / Math.max(1e-12, length));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
