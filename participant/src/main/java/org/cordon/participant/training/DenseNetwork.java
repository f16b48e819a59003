// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import java.util.stream.IntStream;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.Loss;
import org.cordon.model.NetworkKind;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.data.Table;

/**
 * A network in training: minibatches are loaded row by row, then {@link #step(int)} moves the parameters once.
 *
 * <p><b>Guarantees.</b> A step equals DL4J's {@code fit} on the same minibatch up to float32 rounding (tests: 1e-6
 * after 20 steps). No step allocates. The same calls give the same bits on one machine.
 *
 * <p><b>Does not check</b> that rows are scaled or free of missing values. Not safe for use by two threads.
 *
 * <p>Loss: binary cross-entropy of a sigmoid, weighed where {@link #weigh} says so, the probability held in [1e-5, 1 - 1e-5] as in DL4J, cross-entropy of a softmax, or
 * the mean squared error between output and input; the gradient is the mean over the rows of the minibatch.
 */
public final class DenseNetwork {
    private final NetworkSpec spec;
    private final int maxRows;
    private final DenseLayer[] layers;
    private final float[][] activations;
    private final float[][] deltas;
    private final float[] labels;
    private Loss loss = Loss.PLAIN;

    /**
     * @param start fits {@code spec}
     * @param optimiser its state starts afresh here
     * @param learningRate above 0
     * @param maxRows rows of the largest minibatch, at least 1
     */
    public DenseNetwork(
            NetworkSpec spec, ParameterVector start, LocalOptimiser optimiser, double learningRate, int maxRows) {
        start.requireFits(spec);
        if (maxRows < 1) {
            throw new IllegalArgumentException("maxRows must be at least 1, but was " + maxRows);
        }
        this.spec = spec.requireDense();
        this.maxRows = maxRows;
        this.layers = IntStream.range(0, spec.layers())
                .mapToObj(layer -> new DenseLayer(spec, layer, start, optimiser, learningRate))
                .toArray(DenseLayer[]::new);
        this.activations = new float[spec.layers() + 1][];
        this.deltas = new float[spec.layers() + 1][];
        for (int i = 0; i <= spec.layers(); i++) {
            int width = spec.widths().get(i) + 1;
            activations[i] = new float[Math.multiplyExact(maxRows, width)];
            deltas[i] = new float[activations[i].length];
            fillOnes(activations[i], width);
        }
        this.labels = new float[maxRows];
    }

    /** Puts row {@code row} of {@code table} at {@code place}, counted from 0, of the next minibatch. */
    public void load(int place, Table table, int row) {
        table.copyRow(row, activations[0], place * (spec.features() + 1));
        if (spec.kind() != NetworkKind.AUTOENCODER) {
            labels[place] = table.label(row);
        }
    }

    /** Adds to the gradient of every later step; a pull towards parameters, and a constant shift. */
    void correct(Correction correction) {
        for (DenseLayer layer : layers) {
            layer.correct(correction);
        }
    }

    /** Lets rows count as a loss says from the next step on; a loss other than plain is for binary classifiers only. */
    void weigh(Loss other) {
        if (!other.isPlain() && spec.kind() != NetworkKind.MLP_CLASSIFIER) {
            throw new IllegalArgumentException(
                    "loss must be plain unless the network is an mlp_classifier, but was " + other);
        }
        this.loss = other;
    }

    /** What the last layer puts out, before any output function, for the first {@code rows} rows that are loaded; row-major. */
    public float[] outputs(int rows) {
        requireRows(rows);
        forward(rows);
        int width = spec.outputs(layers.length - 1);
        float[] outputs = new float[rows * width];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(activations[layers.length], row * (width + 1), outputs, row * width, width);
        }
        return outputs;
    }

    /** Trains once on the first {@code rows} rows of the loaded minibatch. */
    public void step(int rows) {
        computeGradient(rows);
        for (DenseLayer layer : layers) {
            layer.update();
        }
    }

    /** The parameters as they stand; {@link TrainingDiverged} if one of them is not finite any more. */
    public ParameterVector parameters() {
        float[] flat = new float[spec.parameterCount()];
        for (DenseLayer layer : layers) {
            layer.copyParametersTo(flat);
        }
        try {
            return ParameterVector.of(flat); // looks at every value, so we need not
        } catch (IllegalArgumentException e) {
            throw diverged(flat, e);
        }
    }

    private static RuntimeException diverged(float[] flat, IllegalArgumentException refusal) {
        for (int i = 0; i < flat.length; i++) {
            if (!Float.isFinite(flat[i])) {
                return new TrainingDiverged(i, flat[i]);
            }
        }
        return refusal;
    }

    float[] gradient(int rows) {
        computeGradient(rows);
        float[] flat = new float[spec.parameterCount()];
        for (DenseLayer layer : layers) {
            layer.copyGradientTo(flat);
        }
        return flat;
    }

    private void computeGradient(int rows) {
        requireRows(rows);
        forward(rows);
        outputDeltas(rows);
        for (int i = layers.length - 1; i >= 0; i--) {
            DenseLayer layer = layers[i];
            layer.accumulate(rows, activations[i], deltas[i + 1]);
            if (i > 0) {
                layer.backward(rows, deltas[i + 1], deltas[i]);
                differentiate(activations[i], deltas[i]);
            }
        }
    }

    private void requireRows(int rows) {
        if (rows < 1 || rows > maxRows) {
            throw new IllegalArgumentException("rows must be in [1, " + maxRows + "], but was " + rows);
        }
    }

    private void forward(int rows) {
        for (int i = 0; i < layers.length; i++) {
            layers[i].forward(rows, activations[i], activations[i + 1]);
            if (i < layers.length - 1) {
                activate(activations[i + 1], spec.outputs(i) + 1);
            }
        }
    }

    private void activate(float[] sums, int width) {
        switch (spec.hidden()) {
            case RELU -> Elementwise.relu(sums);
            case TANH -> {
                Elementwise.tanh(sums);
                fillOnes(sums, width);
            }
        }
    }

    private void differentiate(float[] outputs, float[] gradient) {
        switch (spec.hidden()) {
            case RELU -> Elementwise.timesReluDerivative(outputs, gradient);
            case TANH -> Elementwise.timesTanhDerivative(outputs, gradient);
        }
    }

    private void outputDeltas(int rows) {
        float[] sums = activations[layers.length];
        float[] target = deltas[layers.length];
        switch (spec.kind()) {
            case MLP_CLASSIFIER -> {
                boolean plain = loss.isPlain();
                for (int row = 0; row < rows; row++) {
                    target[2 * row] = plain
                            ? Elementwise.crossEntropyDelta(sums[2 * row], labels[row])
                            : Elementwise.focalDelta(sums[2 * row], labels[row], loss);
                }
            }
            case AUTOENCODER -> Elementwise.squaredErrorDeltas(sums, activations[0], target, 2f / spec.features());
            case SOFTMAX_CLASSIFIER -> {
                for (int row = 0; row < rows; row++) {
                    Elementwise.softmaxDeltas(
                            sums, row * (spec.classes() + 1), spec.classes(), (int) labels[row], target);
                }
            }
            case SEQUENCE_CLASSIFIER -> throw new IllegalStateException("network must be dense, but was a sequence");
        }
    }

    /** Sets the last of each {@code width} columns, which the products leave alone, to 1. */
    private static void fillOnes(float[] matrix, int width) {
        for (int i = width - 1; i < matrix.length; i += width) {
            matrix[i] = 1f;
        }
    }

    @Override
    public String toString() {
        return "DenseNetwork[" + spec.kind() + ", " + spec.widths() + "]";
    }
}
