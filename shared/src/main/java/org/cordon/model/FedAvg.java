// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

/**
 * Adds the averaged update times the server's learning rate (McMahan et al. 2017 with rate 1).
 *
 * @param learningRate above 0 and at most 100
 */
public record FedAvg(double learningRate) implements ServerOptimiser {
    static final int CODE = 0;

    private static final ParameterVector NONE = ParameterVector.of(new float[0]);

    public FedAvg {
        if (!(learningRate > 0 && learningRate <= 100)) {
            throw new IllegalArgumentException("server learningRate must be in (0, 100], but was " + learningRate);
        }
    }

    @Override
    public ServerState start(ParameterVector parameters) {
        return new ServerState(parameters, NONE, NONE);
    }

    @Override
    public ServerState step(ServerState state, double[] delta) {
        ServerOptimiser.requireLength(state, delta);
        float[] next = state.parameters().toFloatArray();
        for (int k = 0; k < next.length; k++) {
            next[k] = (float) (next[k] + learningRate * delta[k]);
        }
        return start(ParameterVector.of(next));
    }

    @Override
    public void writeTo(CanonicalWriter writer) {
        writer.u8(CODE).f64(learningRate);
    }
}
