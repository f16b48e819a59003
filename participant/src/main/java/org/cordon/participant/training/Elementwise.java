// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import org.cordon.model.Loss;

/**
 * The loops over whole arrays, each indexed from 0 and free of branches so that the compiler vectorises what it can.
 */
final class Elementwise {
    /** DL4J's {@code LossBinaryXENT} keeps probabilities this far from 0 and 1. */
    private static final float CLIP = 1e-5f;

    private Elementwise() {}

    static void relu(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0f, values[i]);
        }
    }

    /**
     * {@code gradient *= output > 0 ? 1 : 0}, for outputs of {@link #relu}: the product is at least 1 for the least
     * float above 0.
     */
    static void timesReluDerivative(float[] outputs, float[] gradient) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= Math.min(1f, outputs[i] * 1e38f * 1e38f);
        }
    }

    /**
     * By the exponential function in double precision: within 6e-8 of the truth, in a tenth of {@code Math.tanh}'s
     * time.
     */
    static void tanh(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (1 - 2 / (1 + Math.exp(2.0 * values[i])));
        }
    }

    /** Softmax of the sums less the one-hot label: the derivative of the cross-entropy by the sums. */
    static void softmaxDeltas(float[] sums, int from, int classes, int label, float[] deltas) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
            largest = Math.max(largest, sums[from + k]);
        }
        double total = 0;
        for (int k = 0; k < classes; k++) {
            double exponential = Math.exp((double) sums[from + k] - largest);
            deltas[from + k] = (float) exponential;
            total += exponential;
        }
        for (int k = 0; k < classes; k++) {
            deltas[from + k] = (float) (deltas[from + k] / total);
        }
        deltas[from + label] -= 1f;
    }

    static void timesTanhDerivative(float[] outputs, float[] gradient) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= 1f - outputs[i] * outputs[i];
        }
    }

    static void squaredErrorDeltas(float[] outputs, float[] targets, float[] deltas, float factor) {
        for (int i = 0; i < deltas.length; i++) {
            deltas[i] = factor * (outputs[i] - targets[i]);
        }
    }

    /**
     * Derivative of the clipped binary cross-entropy by the weighted sum, in DL4J's order: by the output, then through
     * the sigmoid.
     */
    static float crossEntropyDelta(float sum, float label) {
        float probability = (float) (1 / (1 + Math.exp(-sum)));
        float clipped = Math.min(Math.max(probability, CLIP), 1f - CLIP);
        return (clipped - label) / (clipped * (1f - clipped)) * (probability * (1f - probability));
    }

    /** Derivative of the weighed focal loss by the weighted sum (Lin et al. 2017, appendix B); a mistake counts 1 at gamma 0 as above. */
    static float focalDelta(float sum, float label, Loss loss) {
        double signed = label == 1f ? sum : -sum; // p is the probability of the row's own label
        double p = 1 / (1 + Math.exp(-signed));
        double miss = 1 / (1 + Math.exp(signed));
        double log = -Math.log1p(Math.exp(-Math.abs(signed))) + Math.min(0, signed);
        double gamma = loss.focalGamma();
        double slope = Math.pow(miss, gamma) * (gamma * p * log - miss);
        double weighed = label == 1f ? loss.positiveWeight() * slope : -slope;
        return (float) weighed;
    }
}
