// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

/**
 * Scores rows with an immutable snapshot of a network, in plain Java.
 *
 * <p><b>Guarantees.</b> Same bits on every CPU: float32 sums in ascending order of the inputs, StrictMath functions.
 * Safe for concurrent use. Cost: one multiply-add per weight and row, of a sequence classifier as many times as there are steps.
 */
public final class NetworkScorer {
    private final NetworkSpec spec;
    private final float[] parameters;

    private NetworkScorer(NetworkSpec spec, float[] parameters) {
        this.spec = spec;
        this.parameters = parameters;
    }

    public static NetworkScorer of(NetworkSpec spec, ParameterVector parameters) {
        return new NetworkScorer(spec, parameters.requireFits(spec).toFloatArray());
    }

    /** What the last layer puts out before any output function: one logit, one for each class, or the reconstruction. */
    public float[] output(float[] row) {
        if (row.length != spec.inputWidth()) {
            throw new IllegalArgumentException(
                    "row must have " + spec.inputWidth() + " features, but had " + row.length);
        }
        if (spec.isSequence()) {
            return weightedSums(1, new LstmPass(spec, parameters).last(row));
        }
        float[] activation = row;
        for (int layer = 0; layer < spec.layers(); layer++) {
            activation = weightedSums(layer, activation);
            if (layer < spec.layers() - 1) {
                activate(activation);
            }
        }
        return activation;
    }

    /**
     * Ranks rows, higher is more suspicious: a classifier's logit, or the natural logarithm of an autoencoder's mean
     * squared error (at least -46, for an error of 0). With a softmax over two classes how far the second is ahead; over more there is
     * no rank.
     */
    public double rawScore(float[] row) {
        float[] output = output(row);
        return switch (spec.kind()) {
            case MLP_CLASSIFIER, SEQUENCE_CLASSIFIER -> output[0];
            case SOFTMAX_CLASSIFIER -> margin(output);
            case AUTOENCODER -> StrictMath.log(Math.max(1e-20, meanSquaredError(row, output)));
        };
    }

    /** A classifier's probability of label 1, or an autoencoder's mean squared error. */
    public double score(float[] row) {
        float[] output = output(row);
        return switch (spec.kind()) {
            case MLP_CLASSIFIER, SEQUENCE_CLASSIFIER -> 1 / (1 + StrictMath.exp(-output[0]));
            case SOFTMAX_CLASSIFIER -> 1 / (1 + StrictMath.exp(-margin(output)));
            case AUTOENCODER -> meanSquaredError(row, output);
        };
    }

    /** The class that a classifier finds most probable, the least of equals; an autoencoder, which has none, is refused. */
    public int predicted(float[] row) {
        return switch (spec.kind()) {
            case MLP_CLASSIFIER, SEQUENCE_CLASSIFIER -> output(row)[0] > 0 ? 1 : 0;
            case SOFTMAX_CLASSIFIER -> largest(output(row));
            case AUTOENCODER ->
                throw new IllegalStateException("kind must be a classifier to predict a class, but was an autoencoder");
        };
    }

    private static int largest(float[] values) {
        int best = 0;
        for (int k = 1; k < values.length; k++) {
            best = values[k] > values[best] ? k : best;
        }
        return best;
    }

    /** How much more the second of two classes is likely than the first, as a logit. */
    private double margin(float[] output) {
        if (output.length != 2) {
            throw new IllegalStateException(
                    "classes must be 2 to rank rows by, but were " + output.length + ": see output");
        }
        return (double) output[1] - output[0];
    }

    private float[] weightedSums(int layer, float[] input) {
        int outputs = spec.outputs(layer);
        float[] sums = new float[outputs];
        System.arraycopy(parameters, spec.biasOffset(layer), sums, 0, outputs);
        int offset = spec.weightOffset(layer);
        for (float x : input) {
            for (int o = 0; o < outputs; o++) {
                sums[o] += x * parameters[offset + o];
            }
            offset += outputs;
        }
        return sums;
    }

    private void activate(float[] sums) {
        for (int o = 0; o < sums.length; o++) {
            sums[o] = switch (spec.hidden()) {
                case RELU -> Math.max(0f, sums[o]);
                case TANH -> (float) StrictMath.tanh(sums[o]);
            };
        }
    }

    private static double meanSquaredError(float[] row, float[] output) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            double difference = (double) output[i] - row[i];
            sum += difference * difference;
        }
        return sum / row.length;
    }
}
