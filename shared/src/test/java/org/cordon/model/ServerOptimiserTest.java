// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ServerOptimiserTest {
    @Test
    void fedAvgAddsTheUpdate() {
        FedAvg server = new FedAvg(1);
        ServerState state = server.start(ParameterVector.of(new float[] {1, 2, -3}));
        ServerState next = server.step(state, new double[] {0.5, -2, 1e-9});
        assertThat(next.parameters()).isEqualTo(ParameterVector.of(new float[] {1.5f, 0, -3}));
        assertThat(next.firstMoment().length()).isZero();
    }

    @Test
    void fedAdamTakesTheStepsOfAlgorithm2() {
        FedAdam server = new FedAdam(0.1, 0.9, 0.99, 1e-3);
        ServerState state = server.start(ParameterVector.of(new float[] {1}));
        // m = 0.1 * 0.5, v = 0.99e-6 + 0.01 * 0.25
        ServerState next = server.step(state, new double[] {0.5});
        float m = (float) 0.05;
        float v = (float) (0.99 * (float) 1e-6 + 0.01 * 0.25);
        assertThat(next.firstMoment().get(0)).isCloseTo(m, within(1e-8f));
        assertThat(next.secondMoment().get(0)).isEqualTo(v);
        assertThat(next.parameters().get(0)).isEqualTo((float) (1 + 0.1 * m / (Math.sqrt(v) + 1e-3)));
    }

    @Test
    void fedAdamWithoutMemoryAndWithLargeTauIsFedAvg() {
        double tau = 1e9;
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        float[] first = new float[200];
        double[] delta = new double[200];
        for (int k = 0; k < first.length; k++) {
            first[k] = (float) random.nextDouble(-1, 1);
            delta[k] = (float) random.nextDouble(-0.1, 0.1);
        }
        ServerState adam = run(new FedAdam(tau, 0, 0, tau), first, delta, 20);
        ServerState avg = run(new FedAvg(1), first, delta, 20);
        for (int k = 0; k < first.length; k++) {
            assertThat(adam.parameters().get(k))
                    .as("coordinate %d, seed %d", k, seed)
                    .isCloseTo(avg.parameters().get(k), within(1e-6f));
        }
    }

    @Test
    void stepsGiveTheGoldenBits() {
        SplittableRandom random = new SplittableRandom(5);
        float[] first = new float[1000];
        double[] delta = new double[1000];
        for (int k = 0; k < first.length; k++) {
            first[k] = (float) random.nextDouble(-1, 1);
            delta[k] = random.nextDouble(-0.1, 0.1) / 3;
        }
        assertThat(run(new FedAvg(0.7), first, delta, 10).parameters().digest().hex())
                .isEqualTo("0065ba22d40e62ec0b540c2ced33a2e3465580db7ce8357247bb0a2250512070");
        assertThat(run(new FedAdam(0.01, 0.9, 0.99, 1e-3), first, delta, 10)
                        .parameters()
                        .digest()
                        .hex())
                .isEqualTo("eaeb01d6dceb21ac694a03a10d4c8f44c5f2b6cdd0a45da3e87a007eab61eb3a");
    }

    @Test
    void refusesOverflowAndWrongLength() {
        ServerState state = new FedAvg(1).start(ParameterVector.of(new float[] {Float.MAX_VALUE}));
        assertThatThrownBy(() -> new FedAvg(1).step(state, new double[] {1e39}))
                .hasMessageContaining("parameter 0 must be finite");
        assertThatThrownBy(() -> new FedAvg(1).step(state, new double[2]))
                .hasMessage("update must be 1 long, but was 2");
        assertThatThrownBy(() -> new FedAdam(0.1, 1, 0.9, 1e-3)).hasMessage("beta1 must be in [0, 1), but was 1.0");
    }

    private static ServerState run(ServerOptimiser server, float[] first, double[] delta, int rounds) {
        ServerState state = server.start(ParameterVector.of(first));
        for (int round = 0; round < rounds; round++) {
            state = server.step(state, delta);
        }
        return state;
    }
}
