// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.privacy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cordon.computation.evaluation.Metrics;
import org.cordon.model.InitialParameters;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.data.Table;
import org.cordon.participant.training.DenseTrainer;

/**
 * Tells from a trained model whether a row was trained on, by models that were trained with and without it (Carlini et al. 2022,
 * LiRA with a variance common to all rows, as there are few models).
 *
 * <p>Each of the first rows is in half of the models, all other rows are in every model. Each model is attacked in turn, the others
 * are its shadows.
 */
final class MembershipInference {
    private static final int MODELS = 16;
    private static final int MOST_TARGETS = 400;
    /** Many passes over few rows with nothing held back: it learns rows by heart. */
    private static final LocalPlan BY_HEART = new LocalPlan(100, 16, LocalOptimiser.ADAM, 0.01);

    private static final int LEAST_ROWS = 800;
    private static final long MOST_ROWS = 20_000;
    /** Parameters times gradients over all models: some ten seconds. */
    private static final double MOST_WORK = 1e9;

    private final NetworkSpec spec;
    private final PrivateTraining training;
    private final AuditedTask task;

    /**
     * How well members are told.
     *
     * @param auc 0.5 is a guess
     * @param tprAt1PctFpr share of members told where one non-member in a hundred is taken for one; 0.01 is a guess
     */
    record Outcome(double auc, double tprAt1PctFpr) {}

    /** Trains a model on rows. */
    private interface Fit {
        ParameterVector on(Table rows, long seed);
    }

    MembershipInference(AuditedTask task) {
        this.task = task;
        this.spec = task.plan().spec();
        this.training = new PrivateTraining(task, MODELS);
    }

    /** How many rows an audit takes: as many as the charter says there are, or fewer, as a step samples its share of them. */
    int affordableRows() {
        double work =
                (double) MODELS * training.steps() * task.share().release().samplingRate() * spec.parameterCount();
        long affordable = Math.max(LEAST_ROWS, (long) (MOST_WORK / work));
        return (int) Math.min(affordable, Math.min(MOST_ROWS, task.steps().units()));
    }

    /** Of models trained as the charter says, on all rows. */
    Outcome ofPrivate(Table rows, long seed) {
        return attack(rows, seed, (kept, each) -> training.run(kept, true, each, PrivateTraining.Watcher.NOBODY));
    }

    /** The control: of models that learn the rows in question by heart, without noise or clipping. */
    Outcome ofOverfitted(Table rows, long seed) {
        ParameterVector first = InitialParameters.draw(spec, task.plan().initialSeed());
        Table few = rows.filter(row -> row < targets(rows));
        return attack(
                few,
                seed,
                (kept, each) -> new DenseTrainer()
                        .train(spec, first, kept, BY_HEART, each)
                        .parameters());
    }

    private static int targets(Table rows) {
        return Math.min(MOST_TARGETS, rows.rows());
    }

    private Outcome attack(Table rows, long seed, Fit fit) {
        int count = targets(rows);
        boolean[][] in = halves(count, new SplittableRandom(seed));
        Table targets = rows.filter(row -> row < count);
        List<double[]> confidences = IntStream.range(0, MODELS)
                .parallel()
                .mapToObj(model -> Confidence.of(
                        spec, fit.on(rows.filter(row -> row >= count || in[row][model]), seed + 1 + model), targets))
                .toList();
        double[] scores = new double[count * MODELS];
        float[] members = new float[scores.length];
        double[] variances = variances(confidences, in);
        for (int row = 0; row < count; row++) {
            for (int model = 0; model < MODELS; model++) {
                scores[row * MODELS + model] = score(confidences, in[row], row, model, variances);
                members[row * MODELS + model] = in[row][model] ? 1 : 0;
            }
        }
        Metrics metrics = Metrics.of(scores, members);
        return new Outcome(metrics.rocAuc(), metrics.recallAt1PctFpr());
    }

    /** For each row the models it is in: half of them, drawn anew. */
    private static boolean[][] halves(int rows, SplittableRandom random) {
        boolean[][] in = new boolean[rows][MODELS];
        for (boolean[] models : in) {
            int left = MODELS / 2;
            for (int model = 0; model < MODELS; model++) {
                models[model] = random.nextInt(MODELS - model) < left;
                left -= models[model] ? 1 : 0;
            }
        }
        return in;
    }

    /** Within rows, of models without and with the row. */
    private static double[] variances(List<double[]> confidences, boolean[][] in) {
        double[] squares = new double[2];
        for (int row = 0; row < in.length; row++) {
            for (int model = 0; model < MODELS; model++) {
                int kind = in[row][model] ? 1 : 0;
                double off = confidences.get(model)[row] - mean(confidences, in[row], row, -1, in[row][model]);
                squares[kind] += off * off;
            }
        }
        double degrees = in.length * (MODELS / 2 - 1.0);
        return new double[] {
            Math.max(Double.MIN_NORMAL, squares[0] / degrees), Math.max(Double.MIN_NORMAL, squares[1] / degrees)
        };
    }

    /** Over the models with, or without, a row; {@code but} left out. */
    private static double mean(List<double[]> confidences, boolean[] in, int row, int but, boolean of) {
        return IntStream.range(0, MODELS)
                .filter(model -> model != but && in[model] == of)
                .mapToDouble(model -> confidences.get(model)[row])
                .average()
                .orElse(0);
    }

    private static double score(List<double[]> confidences, boolean[] in, int row, int model, double[] variances) {
        double out = confidences.get(model)[row] - mean(confidences, in, row, model, false);
        double with = confidences.get(model)[row] - mean(confidences, in, row, model, true);
        return out * out / variances[0] - with * with / variances[1];
    }
}
