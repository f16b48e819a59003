// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.svdd;

import org.cordon.computation.fit.SeededNormals;

/**
 * A network of two layers without biases, {@code f(x) = B relu(A x)}, and the gradient of the squared distance of f(x) from a centre.
 *
 * <p>Weights: A row by row, then B row by row.
 */
final class Embedding {
    private final int inputs;
    private final int hidden;
    private final int outputs;
    private final double[] weights;

    Embedding(int inputs, int hidden, int outputs, double[] weights) {
        this.inputs = inputs;
        this.hidden = hidden;
        this.outputs = outputs;
        this.weights = weights;
    }

    static int weights(int inputs, int hidden, int outputs) {
        return hidden * (inputs + outputs);
    }

    /** First weights, normal with variance 2 / inputs in A (He et al. 2015) and 1 / hidden in B. */
    static double[] draw(int inputs, int hidden, int outputs, long seed) {
        SeededNormals draws = new SeededNormals(seed);
        double[] weights = new double[weights(inputs, hidden, outputs)];
        for (int i = 0; i < weights.length; i++) {
            boolean first = i < hidden * inputs;
            weights[i] = draws.normal() * StrictMath.sqrt(first ? 2.0 / inputs : 1.0 / hidden);
        }
        return weights;
    }

    double[] of(float[] row) {
        return outer(inner(row));
    }

    private double[] inner(float[] row) {
        double[] active = new double[hidden];
        for (int j = 0; j < hidden; j++) {
            double sum = 0;
            for (int i = 0; i < inputs; i++) {
                sum += weights[j * inputs + i] * row[i];
            }
            active[j] = Math.max(0, sum);
        }
        return active;
    }

    private double[] outer(double[] active) {
        double[] image = new double[outputs];
        int at = hidden * inputs;
        for (int k = 0; k < outputs; k++) {
            for (int j = 0; j < hidden; j++) {
                image[k] += weights[at++] * active[j];
            }
        }
        return image;
    }

    /** The gradient of |f(x) - centre|^2 in the weights. */
    double[] gradient(float[] row, double[] centre) {
        double[] active = inner(row);
        double[] image = outer(active);
        double[] gradient = new double[weights.length];
        double[] back = new double[hidden];
        int at = hidden * inputs;
        for (int k = 0; k < outputs; k++) {
            double error = 2 * (image[k] - centre[k]);
            for (int j = 0; j < hidden; j++) {
                back[j] += error * weights[at];
                gradient[at++] = error * active[j];
            }
        }
        for (int j = 0; j < hidden; j++) {
            for (int i = 0; i < inputs && active[j] > 0; i++) {
                gradient[j * inputs + i] = back[j] * row[i];
            }
        }
        return gradient;
    }

    /** |f(x) - centre|^2. */
    double distance(float[] row, double[] centre) {
        double[] image = of(row);
        double sum = 0;
        for (int k = 0; k < outputs; k++) {
            sum += (image[k] - centre[k]) * (image[k] - centre[k]);
        }
        return sum;
    }
}
