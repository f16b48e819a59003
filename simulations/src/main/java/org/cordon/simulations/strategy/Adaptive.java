// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.strategy;

import org.cordon.model.ParameterVector;
import org.cordon.model.ServerOptimiser;
import org.cordon.model.ServerState;

/**
 * Production's adaptive server steps, bit for bit; the moments are remembered from round to round.
 *
 * <p>Source: Reddi et al. 2021, Algorithm 2.
 */
final class Adaptive {
    private static final String FIRST = "first moment";
    private static final String SECOND = "second moment";

    private Adaptive() {}

    static float[] step(Mean mean, ServerOptimiser server) {
        ParameterVector parameters = ParameterVector.of(mean.parameters());
        ServerState first = server.start(parameters);
        ServerState state = new ServerState(
                parameters,
                mean.memory().get(FIRST).map(Adaptive::vector).orElse(first.firstMoment()),
                mean.memory().get(SECOND).map(Adaptive::vector).orElse(first.secondMoment()));
        ServerState next = server.step(state, mean.update());
        mean.memory().put(FIRST, doubles(next.firstMoment()));
        mean.memory().put(SECOND, doubles(next.secondMoment()));
        return next.parameters().toFloatArray();
    }

    /** Exact, as every value once was a float. */
    private static ParameterVector vector(double[] values) {
        float[] floats = new float[values.length];
        for (int k = 0; k < values.length; k++) {
            floats[k] = (float) values[k];
        }
        return ParameterVector.of(floats);
    }

    private static double[] doubles(ParameterVector values) {
        double[] doubles = new double[values.length()];
        for (int k = 0; k < doubles.length; k++) {
            doubles[k] = values.get(k);
        }
        return doubles;
    }

    static void require(boolean holds, String rule, double value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", but was " + value);
        }
    }
}
