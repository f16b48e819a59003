// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.learner;

import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.model.LocalOptimiser;
import org.cordon.participant.data.Table;
import org.cordon.participant.training.TrainingDiverged;

/**
 * Minimises quadratics whose minimum is known: {@code 1/2 sum_k a_k (w_k - b_k)^2}, averaged over rows. For the proofs of
 * strategies, where no network could say what is exact.
 *
 * <p>A row holds a_1 to a_d, then b_1 to b_d. A step takes the gradient of all rows of an exchange; a pass is one step. With
 * {@code a = 1} it estimates the mean of points (Li et al. 2021, section 3.2).
 *
 * <p>The loss is that over all rows of the test, less its minimum.
 */
public final class QuadraticLearner implements Learner {
    private final int dimensions;

    /** Of a problem with {@code dimensions} parameters. */
    public QuadraticLearner(int dimensions) {
        if (dimensions < 1) {
            throw new IllegalArgumentException("dimensions must be at least 1, but was " + dimensions);
        }
        this.dimensions = dimensions;
    }

    @Override
    public int parameters() {
        return dimensions;
    }

    @Override
    public float[] start(long seed) {
        return new float[dimensions];
    }

    @Override
    public Trained train(float[] start, Table rows, LocalWork work, long seed) {
        if (work.plan().optimiser() != LocalOptimiser.SGD) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    "training.optimiser must be sgd with model.quadratic, but was another",
                    "Write optimiser: sgd");
        }
        double[] a = mean(rows, 0, Optional.empty());
        double[] ab = mean(rows, 0, Optional.of(dimensions));
        double rate = work.plan().learningRate();
        double[] w = new double[dimensions];
        Arrays.setAll(w, k -> start[k]);
        for (int step = 0; step < work.plan().epochs(); step++) {
            for (int k = 0; k < dimensions; k++) {
                double gradient = a[k] * w[k] - ab[k];
                gradient += work.plan().proximal() * (w[k] - start[k]);
                if (work.pull().isPresent()) {
                    LocalWork.Pull pull = work.pull().orElseThrow();
                    gradient += pull.strength() * (w[k] - pull.anchor()[k]);
                }
                if (work.shift().isPresent()) {
                    gradient += work.shift().orElseThrow()[k];
                }
                w[k] -= rate * gradient;
            }
        }
        float[] trained = new float[dimensions];
        for (int k = 0; k < dimensions; k++) {
            trained[k] = (float) w[k];
            if (!Float.isFinite(trained[k])) {
                throw new TrainingDiverged("parameter " + k + " must stay finite in training, but was " + trained[k]);
            }
        }
        return new Trained(trained, rows.rows(), work.plan().epochs());
    }

    /** Mean over rows of a column from {@code first} on, times another as far behind it as is said. */
    private double[] mean(Table rows, int first, Optional<Integer> times) {
        double[] mean = new double[dimensions];
        for (int row = 0; row < rows.rows(); row++) {
            for (int k = 0; k < dimensions; k++) {
                double value = rows.value(row, first + k);
                mean[k] += times.isPresent() ? value * rows.value(row, first + k + times.orElseThrow()) : value;
            }
        }
        for (int k = 0; k < dimensions; k++) {
            mean[k] /= rows.rows();
        }
        return mean;
    }

    /** Where the loss over all these rows is least. */
    public double[] optimum(Table rows) {
        double[] a = mean(rows, 0, Optional.empty());
        double[] best = mean(rows, 0, Optional.of(dimensions));
        for (int k = 0; k < dimensions; k++) {
            best[k] /= a[k];
        }
        return best;
    }

    @Override
    public float[] outputs(float[] parameters, Table rows) {
        float[] excess = new float[rows.rows()];
        double[] best = optimum(rows);
        double[] a = mean(rows, 0, Optional.empty());
        double loss = 0;
        for (int k = 0; k < dimensions; k++) {
            loss += a[k] * (parameters[k] - best[k]) * (parameters[k] - best[k]) / 2;
        }
        Arrays.fill(excess, (float) loss);
        return excess;
    }

    @Override
    public SortedMap<String, Double> judge(float[] outputs, Table test) {
        SortedMap<String, Double> metrics = new TreeMap<>();
        if (outputs.length > 0) {
            metrics.put("loss", (double) outputs[0]);
        }
        return metrics;
    }
}
