// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import org.cordon.model.LocalOptimiser;

/**
 * How the mean gradient of a minibatch moves the parameters of one layer; an instance keeps the state of one layer.
 *
 * <p>The formulas, in float32, are DL4J 1.0.0-M2.1's (libnd4j {@code sgdUpdater}, {@code adamUpdater}), so that steps
 * equal its steps.
 */
sealed interface UpdateRule {
    /** Applies one step: {@code parameters} and {@code gradient} have the length the rule was made for. */
    void apply(float[] parameters, float[] gradient);

    static UpdateRule of(LocalOptimiser optimiser, double learningRate, int length) {
        return switch (optimiser) {
            case SGD -> new Sgd((float) learningRate);
            case ADAM -> new Adam(learningRate, length);
        };
    }

    /** {@code w -= rate g}. */
    record Sgd(float rate) implements UpdateRule {
        @Override
        public void apply(float[] parameters, float[] gradient) {
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] -= rate * gradient[i];
            }
        }
    }

    /**
     * Adam (Kingma and Ba 2015, section 2, the last paragraph's order of computation): epsilon stands beside the root
     * of the uncorrected second moment, {@code w -= rate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + epsilon)}.
     */
    final class Adam implements UpdateRule {
        private static final float BETA1 = 0.9f;
        private static final float BETA2 = 0.999f;
        private static final float EPSILON = 1e-8f;

        private final double rate;
        private final float[] mean;
        private final float[] square;
        private int steps;

        Adam(double rate, int length) {
            this.rate = rate;
            this.mean = new float[length];
            this.square = new float[length];
        }

        @Override
        public void apply(float[] parameters, float[] gradient) {
            steps++;
            double corrected = rate * Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
            move(parameters, gradient, mean, square, (float) corrected);
        }

        /** One pass, everything indexed from 0 so that it is vectorised. */
        private static void move(float[] parameters, float[] gradient, float[] mean, float[] square, float rate) {
            for (int i = 0; i < parameters.length; i++) {
                float g = gradient[i];
                float m = BETA1 * mean[i] + (1f - BETA1) * g;
                float v = BETA2 * square[i] + (1f - BETA2) * g * g;
                mean[i] = m;
                square[i] = v;
                parameters[i] -= rate * m / ((float) Math.sqrt(v) + EPSILON);
            }
        }
    }
}
