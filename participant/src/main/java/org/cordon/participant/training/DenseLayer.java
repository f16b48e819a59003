// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import java.util.ArrayList;
import java.util.List;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;

/**
 * One fully connected layer: parameters, mean gradient and optimiser state.
 *
 * <p>The parameters are one matrix of inputs + 1 rows and outputs columns: the weights [in][out], then the biases as
 * the last row, which is just how they lie in a {@link ParameterVector}. Activations carry a constant 1 behind each
 * row, so the biases and their gradient come out of the same products as the weights.
 */
final class DenseLayer {
    private final int inputs;
    private final int outputs;
    private final int offset;
    private final float[] parameters;
    private final float[] gradient;
    private final UpdateRule rule;
    private final List<Correction> corrections = new ArrayList<>(0);

    DenseLayer(NetworkSpec spec, int layer, ParameterVector start, LocalOptimiser optimiser, double learningRate) {
        this.inputs = spec.inputs(layer);
        this.outputs = spec.outputs(layer);
        this.offset = spec.weightOffset(layer);
        this.parameters = new float[(inputs + 1) * outputs];
        start.copyRangeTo(offset, parameters);
        this.gradient = new float[parameters.length];
        this.rule = UpdateRule.of(optimiser, learningRate, parameters.length);
    }

    /** Weighted sums of {@code rows} rows; both arrays have one column more than the layer has inputs or outputs. */
    void forward(int rows, float[] activations, float[] sums) {
        Blas.multiply(rows, outputs, inputs + 1, activations, inputs + 1, parameters, sums, outputs + 1);
    }

    /**
     * The mean gradient over {@code rows} rows, from this layer's inputs and the derivative of each row's loss by its
     * sums.
     */
    void accumulate(int rows, float[] activations, float[] deltas) {
        Blas.multiplyLeftTransposed(
                inputs + 1, outputs, rows, 1f / rows, activations, inputs + 1, deltas, outputs + 1, gradient);
    }

    /** The derivative of each row's loss by this layer's inputs. */
    void backward(int rows, float[] deltas, float[] inputDeltas) {
        Blas.multiplyRightTransposed(rows, inputs, outputs, deltas, outputs + 1, parameters, inputDeltas, inputs + 1);
    }

    /** Adds to every later gradient. */
    void correct(Correction of) {
        corrections.add(of);
    }

    void update() {
        for (int i = 0; i < corrections.size(); i++) { // no iterator, so that no step allocates
            corrections.get(i).addTo(gradient, parameters, offset);
        }
        rule.apply(parameters, gradient);
    }

    void copyParametersTo(float[] flat) {
        System.arraycopy(parameters, 0, flat, offset, parameters.length);
    }

    void copyGradientTo(float[] flat) {
        System.arraycopy(gradient, 0, flat, offset, gradient.length);
    }
}
