// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import org.cordon.model.Activation;
import org.cordon.model.NetworkKind;
import org.cordon.model.NetworkSpec;
import org.cordon.participant.data.Table;

/** An independent oracle: the mean loss in plain double loops, written from the definition. */
final class DoubleLoss {
    private final NetworkSpec spec;
    private final Table rows;

    DoubleLoss(NetworkSpec spec, Table rows) {
        this.spec = spec;
        this.rows = rows;
    }

    double mean(double[] parameters) {
        double sum = 0;
        for (int row = 0; row < rows.rows(); row++) {
            double[] input = new double[spec.features()];
            for (int k = 0; k < input.length; k++) {
                input[k] = rows.value(row, k);
            }
            sum += loss(output(parameters, input), input, row);
        }
        return sum / rows.rows();
    }

    private double loss(double[] output, double[] input, int row) {
        if (spec.kind() == NetworkKind.MLP_CLASSIFIER) {
            double p = 1 / (1 + Math.exp(-output[0]));
            return rows.label(row) == 1f ? -Math.log(p) : -Math.log(1 - p);
        }
        if (spec.kind() == NetworkKind.SOFTMAX_CLASSIFIER) {
            double sum = 0;
            for (double logit : output) {
                sum += Math.exp(logit);
            }
            return Math.log(sum) - output[(int) rows.label(row)];
        }
        double squares = 0;
        for (int k = 0; k < input.length; k++) {
            squares += (output[k] - input[k]) * (output[k] - input[k]);
        }
        return squares / input.length;
    }

    private double[] output(double[] parameters, double[] input) {
        double[] current = input;
        for (int layer = 0; layer < spec.layers(); layer++) {
            double[] next = new double[spec.outputs(layer)];
            for (int out = 0; out < next.length; out++) {
                double sum = parameters[spec.biasOffset(layer) + out];
                for (int in = 0; in < current.length; in++) {
                    sum += current[in] * parameters[spec.weightOffset(layer) + in * next.length + out];
                }
                next[out] = layer == spec.layers() - 1 ? sum : activation(sum);
            }
            current = next;
        }
        return current;
    }

    private double activation(double sum) {
        return spec.hidden() == Activation.RELU ? Math.max(0, sum) : Math.tanh(sum);
    }
}
