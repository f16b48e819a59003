// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.privacy;

import org.cordon.model.LocalOptimiser;
import org.cordon.model.NetworkKind;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.data.Table;
import org.cordon.participant.training.DenseNetwork;

/**
 * How sure a network is of what is true of a row: the logit of the label's probability, which is near normal over models (Carlini et
 * al. 2022, section IV-C), or for an autoencoder minus the logarithm of its error.
 */
final class Confidence {
    private static final double LEAST_ERROR = 1e-12;

    private Confidence() {}

    static double[] of(NetworkSpec spec, ParameterVector parameters, Table rows) {
        DenseNetwork network = new DenseNetwork(spec, parameters, LocalOptimiser.SGD, 1, rows.rows());
        for (int row = 0; row < rows.rows(); row++) {
            network.load(row, rows, row);
        }
        float[] outputs = network.outputs(rows.rows());
        int width = outputs.length / rows.rows();
        double[] confidence = new double[rows.rows()];
        for (int row = 0; row < confidence.length; row++) {
            confidence[row] = switch (spec.kind()) {
                case MLP_CLASSIFIER, SEQUENCE_CLASSIFIER -> rows.label(row) == 1f ? outputs[row] : -outputs[row];
                case SOFTMAX_CLASSIFIER -> logit(outputs, row * width, width, (int) rows.label(row));
                case AUTOENCODER -> -StrictMath.log(Math.max(LEAST_ERROR, error(outputs, width, rows, row)));
            };
        }
        return confidence;
    }

    private static double logit(float[] outputs, int from, int classes, int label) {
        double others = 0;
        for (int k = 0; k < classes; k++) {
            others += k == label ? 0 : StrictMath.exp((double) outputs[from + k] - outputs[from + label]);
        }
        return -StrictMath.log(Math.max(Double.MIN_NORMAL, others));
    }

    private static double error(float[] outputs, int width, Table rows, int row) {
        double sum = 0;
        for (int k = 0; k < width; k++) {
            double difference = (double) outputs[row * width + k] - rows.value(row, k);
            sum += difference * difference;
        }
        return sum / width;
    }

    /** Whether a network of this kind is trained on labels. */
    static boolean needsLabels(NetworkSpec spec) {
        return spec.kind() != NetworkKind.AUTOENCODER;
    }
}
