// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.learner;

import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.computation.evaluation.Metrics;
import org.cordon.model.InitialParameters;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.NetworkKind;
import org.cordon.model.NetworkScorer;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.contribution.LocalTrainer;
import org.cordon.participant.data.Table;
import org.cordon.participant.training.Correction;
import org.cordon.participant.training.DenseNetwork;
import org.cordon.participant.training.NetworkTrainer;

/**
 * A network, trained by the trainer of production; an autoencoder learns from the rows with label 0, as there.
 *
 * <p>Classifiers are judged by loss (cross-entropy) and accuracy; where there are two classes also by average precision, ROC AUC
 * and recall at 1 % false positives. Autoencoders by the last three, with their error as the score, and their mean error as
 * the loss.
 */
public final class NetworkLearner implements Learner {
    private static final int BATCH = 512;
    private static final double LEAST = 1e-12;

    private final NetworkSpec spec;
    private final NetworkTrainer trainer = new NetworkTrainer();

    public NetworkLearner(NetworkSpec spec) {
        this.spec = spec;
    }

    @Override
    public int parameters() {
        return spec.parameterCount();
    }

    @Override
    public float[] start(long seed) {
        return InitialParameters.draw(spec, seed).toFloatArray();
    }

    @Override
    public Trained train(float[] start, Table rows, LocalWork work, long seed) {
        Table seen = seen(rows);
        if (seen.rows() == 0) {
            return new Trained(start.clone(), 0, 0);
        }
        Correction correction = new Correction(
                work.pull().map(LocalWork.Pull::strength).orElse(0.0),
                work.pull().map(LocalWork.Pull::anchor),
                work.shift());
        LocalTrainer.Trained trained =
                trainer.train(spec, ParameterVector.of(start), seen, work.plan(), seed, correction);
        return new Trained(trained.parameters().toFloatArray(), trained.rows(), trained.steps());
    }

    @Override
    public Table seen(Table rows) {
        return spec.kind() == NetworkKind.AUTOENCODER && rows.labelled()
                ? rows.filter(row -> rows.label(row) == 0f)
                : rows;
    }

    @Override
    public float[] outputs(float[] parameters, Table rows) {
        if (spec.isSequence()) {
            return scores(NetworkScorer.of(spec, ParameterVector.of(parameters)), rows);
        }
        int batch = Math.max(1, Math.min(BATCH, rows.rows()));
        DenseNetwork network = new DenseNetwork(spec, ParameterVector.of(parameters), LocalOptimiser.SGD, 1, batch);
        int width = spec.kind() == NetworkKind.SOFTMAX_CLASSIFIER ? spec.classes() : 1;
        float[] outputs = new float[rows.rows() * width];
        for (int first = 0; first < rows.rows(); first += batch) {
            int size = Math.min(batch, rows.rows() - first);
            for (int place = 0; place < size; place++) {
                network.load(place, rows, first + place);
            }
            write(network.outputs(size), rows, first, size, outputs);
        }
        return outputs;
    }

    private static float[] scores(NetworkScorer scorer, Table rows) {
        float[] scores = new float[rows.rows()];
        float[] row = new float[rows.features()];
        for (int i = 0; i < scores.length; i++) {
            rows.copyRow(i, row, 0);
            scores[i] = (float) scorer.score(row);
        }
        return scores;
    }

    private void write(float[] raw, Table rows, int first, int size, float[] outputs) {
        int width = raw.length / size;
        for (int row = 0; row < size; row++) {
            int from = row * width;
            switch (spec.kind()) {
                case MLP_CLASSIFIER, SEQUENCE_CLASSIFIER ->
                    outputs[first + row] = (float) (1 / (1 + StrictMath.exp(-raw[from])));
                case SOFTMAX_CLASSIFIER -> softmax(raw, from, width, outputs, (first + row) * width);
                case AUTOENCODER -> outputs[first + row] = meanSquaredError(raw, from, width, rows, first + row);
            }
        }
    }

    private static void softmax(float[] raw, int from, int classes, float[] outputs, int to) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
            largest = Math.max(largest, raw[from + k]);
        }
        double total = 0;
        for (int k = 0; k < classes; k++) {
            total += StrictMath.exp((double) raw[from + k] - largest);
        }
        for (int k = 0; k < classes; k++) {
            outputs[to + k] = (float) (StrictMath.exp((double) raw[from + k] - largest) / total);
        }
    }

    private static float meanSquaredError(float[] raw, int from, int width, Table rows, int row) {
        double sum = 0;
        for (int k = 0; k < width; k++) {
            double difference = (double) raw[from + k] - rows.value(row, k);
            sum += difference * difference;
        }
        return (float) (sum / width);
    }

    @Override
    public SortedMap<String, Double> judge(float[] outputs, Table test) {
        SortedMap<String, Double> metrics = new TreeMap<>();
        if (test.rows() == 0) {
            return metrics;
        }
        int width = outputs.length / test.rows();
        if (spec.kind() == NetworkKind.AUTOENCODER) {
            double sum = 0;
            for (float error : outputs) {
                sum += error;
            }
            metrics.put("loss", sum / outputs.length);
        } else {
            classify(outputs, width, test, metrics);
        }
        rank(outputs, width, test, metrics);
        return metrics;
    }

    private static void classify(float[] outputs, int width, Table test, SortedMap<String, Double> metrics) {
        double loss = 0;
        int right = 0;
        for (int row = 0; row < test.rows(); row++) {
            int label = (int) test.label(row);
            double likely;
            int said;
            if (width == 1) {
                likely = label == 1 ? outputs[row] : 1 - outputs[row];
                said = outputs[row] >= 0.5f ? 1 : 0;
            } else {
                likely = outputs[row * width + label];
                said = largest(outputs, row * width, width);
            }
            loss -= StrictMath.log(Math.max(LEAST, likely));
            right += said == label ? 1 : 0;
        }
        metrics.put("loss", loss / test.rows());
        metrics.put("accuracy", (double) right / test.rows());
    }

    private static int largest(float[] outputs, int from, int width) {
        int best = 0;
        for (int k = 1; k < width; k++) {
            if (outputs[from + k] > outputs[from + best]) {
                best = k;
            }
        }
        return best;
    }

    /** Both labels are there, and no other. */
    private static boolean twoClasses(Table test) {
        int negatives = 0;
        for (int row = 0; row < test.rows(); row++) {
            negatives += test.label(row) == 0f ? 1 : 0;
        }
        return negatives > 0 && test.positives() > 0 && negatives + test.positives() == test.rows();
    }

    private static void rank(float[] outputs, int width, Table test, SortedMap<String, Double> metrics) {
        if (!test.labelled() || width > 2 || !twoClasses(test)) {
            return;
        }
        double[] scores = new double[test.rows()];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = outputs[row * width + width - 1];
        }
        Metrics ranked = Metrics.of(scores, test.copyLabels().orElseThrow());
        metrics.put("averagePrecision", ranked.averagePrecision());
        metrics.put("rocAuc", ranked.rocAuc());
        metrics.put("recallAt1PctFpr", ranked.recallAt1PctFpr());
    }
}
