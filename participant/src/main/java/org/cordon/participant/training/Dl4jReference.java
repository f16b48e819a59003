// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A {@link NetworkSpec} as DL4J's {@code MultiLayerNetwork}: the authority for configuration, initial weights and
 * updates.
 *
 * <p><b>Guarantees.</b> Parameters go in and out as raw float32 values through an explicit layout map, never through
 * DL4J's file formats. Initial weights are Glorot's (Xavier, normal with variance 2 / (in + out)), biases 0; they are
 * equal for one seed on one machine, not over types of CPU, so the first model is published as bytes.
 *
 * <p>{@code fit} costs 0.7 to 1.5 ms a step whatever the size: {@link DenseTrainer} does the real steps. An LSTM's costs 22 ms and
 * more; and where steps in front are masked, DL4J 1.0.0-M2.1's gradient by the biases of the candidates is not that of its own loss,
 * so such sequences are scored but not fitted here: {@link SequenceTrainer} does the real steps. Not safe for use by two threads.
 */
public final class Dl4jReference {
    private final NetworkSpec spec;
    private final MultiLayerNetwork network;

    /**
     * @param start fits {@code spec}
     * @param optimiser its state starts afresh here
     * @param learningRate above 0
     */
    public Dl4jReference(NetworkSpec spec, ParameterVector start, LocalOptimiser optimiser, double learningRate) {
        start.requireFits(spec);
        this.spec = spec;
        this.network = build(spec, updater(optimiser, learningRate), 0);
        Dl4jLayout.write(spec, start, flat());
    }

    /** The initial parameters DL4J draws for {@code seed}. */
    public static ParameterVector initial(NetworkSpec spec, long seed) {
        return Dl4jLayout.read(spec, flat(build(spec, new Sgd(), seed)));
    }

    /**
     * Returns an action that fits the given minibatch once whenever it runs.
     *
     * @param features row-major, {@code rows} times {@link NetworkSpec#inputWidth}; of a sequence all steps
     * @param labels one per row for a classifier; not read for an autoencoder
     */
    public Runnable fitting(int rows, float[] features, float[] labels) {
        INDArray inputs = inputs(rows, features);
        INDArray targets = switch (spec.kind()) {
            case MLP_CLASSIFIER, SEQUENCE_CLASSIFIER -> matrix(rows, 1, labels);
            case AUTOENCODER -> inputs;
            case SOFTMAX_CLASSIFIER -> matrix(rows, spec.classes(), oneHot(labels, spec.classes()));
        };
        if (mask(rows, features)
                .filter(mask -> mask.minNumber().floatValue() < 1)
                .isPresent()) {
            throw new IllegalArgumentException("steps must all be there to be fitted, but some were missing");
        }
        return () -> network.fit(inputs, targets);
    }

    private static float[] oneHot(float[] labels, int classes) {
        float[] matrix = new float[labels.length * classes];
        for (int row = 0; row < labels.length; row++) {
            matrix[row * classes + (int) labels[row]] = 1;
        }
        return matrix;
    }

    /** The outputs for each row, row-major: the probabilities of a classifier, the reconstruction of an autoencoder. */
    public float[] outputs(int rows, float[] features) {
        return network.output(
                        inputs(rows, features), false, mask(rows, features).orElse(null), null)
                .dup('c')
                .data()
                .asFloat();
    }

    public ParameterVector parameters() {
        return Dl4jLayout.read(spec, flat());
    }

    private FloatBuffer flat() {
        return flat(network);
    }

    private static FloatBuffer flat(MultiLayerNetwork network) {
        return network.params().data().asNioFloat();
    }

    /** A row each; of sequences what DL4J wants, [row][feature][step], with zeros for steps that are missing. */
    private INDArray inputs(int rows, float[] values) {
        INDArray matrix = matrix(rows, spec.inputWidth(), values);
        if (!spec.isSequence()) {
            return matrix;
        }
        float[] turned = new float[values.length];
        for (int row = 0; row < rows; row++) {
            int offset = row * spec.inputWidth();
            for (int k = spec.firstStep(values, offset) * spec.features(); k < spec.inputWidth(); k++) {
                turned[offset + k % spec.features() * spec.length() + k / spec.features()] = values[offset + k];
            }
        }
        return Nd4j.createFromArray(turned).reshape('c', rows, spec.features(), spec.length());
    }

    /** Which steps of each sequence are there. */
    private Optional<INDArray> mask(int rows, float[] values) {
        if (!spec.isSequence()) {
            return Optional.empty();
        }
        float[] mask = new float[rows * spec.length()];
        for (int row = 0; row < rows; row++) {
            int first = spec.firstStep(values, row * spec.inputWidth());
            Arrays.fill(mask, row * spec.length() + first, (row + 1) * spec.length(), 1f);
        }
        return Optional.of(Nd4j.createFromArray(mask).reshape('c', rows, spec.length()));
    }

    private static INDArray matrix(int rows, int columns, float[] values) {
        if (values.length != (long) rows * columns) {
            throw new IllegalArgumentException(
                    "number of values must be " + (long) rows * columns + ", but was " + values.length);
        }
        return Nd4j.createFromArray(values).reshape('c', rows, columns);
    }

    private static IUpdater updater(LocalOptimiser optimiser, double learningRate) {
        return switch (optimiser) {
            case SGD -> new Sgd(learningRate);
            case ADAM -> new Adam(learningRate, 0.9, 0.999, 1e-8);
        };
    }

    private static MultiLayerNetwork build(NetworkSpec spec, IUpdater updater, long seed) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .seed(seed)
                .weightInit(WeightInit.XAVIER)
                .updater(updater)
                .activation(
                        switch (spec.hidden()) {
                            case RELU -> Activation.RELU;
                            case TANH -> Activation.TANH;
                        })
                .list();
        int last = spec.layers() - 1;
        for (int layer = 0; layer < last; layer++) {
            list.layer(spec.isSequence() ? lstm(spec) : dense(spec, layer));
        }
        OutputLayer.Builder output = switch (spec.kind()) {
            case MLP_CLASSIFIER, SEQUENCE_CLASSIFIER ->
                new OutputLayer.Builder(LossFunction.XENT).activation(Activation.SIGMOID);
            case AUTOENCODER -> new OutputLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY);
            case SOFTMAX_CLASSIFIER -> new OutputLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX);
        };
        list.layer(output.nIn(spec.inputs(last)).nOut(spec.outputs(last)).build());
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    private static Layer dense(NetworkSpec spec, int layer) {
        return new DenseLayer.Builder()
                .nIn(spec.inputs(layer))
                .nOut(spec.outputs(layer))
                .build();
    }

    private static Layer lstm(NetworkSpec spec) {
        return new LastTimeStep(new LSTM.Builder()
                .nIn(spec.features())
                .nOut(spec.widths().get(1))
                .gateActivationFunction(Activation.SIGMOID)
                .build());
    }
}
