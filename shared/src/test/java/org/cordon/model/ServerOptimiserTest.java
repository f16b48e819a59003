// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
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
    void adaptiveStepsEqualPlainLoops() {
        for (ServerOptimiser server : new ServerOptimiser[] {
            new FedAdam(0.05, 0.9, 0.99, 1e-3), new FedYogi(0.05, 0.9, 0.99, 1e-3), new FedAdagrad(0.05, 0.9, 1e-3)
        }) {
            SplittableRandom random = new SplittableRandom(17);
            int length = 50;
            double[] x = new double[length];
            double[] m = new double[length];
            double[] v = new double[length];
            Arrays.fill(v, 1e-6);
            ServerState state = server.start(ParameterVector.of(new float[length]));
            for (int round = 0; round < 15; round++) {
                double[] delta = random.doubles(length, -0.1, 0.1).toArray();
                state = server.step(state, delta);
                for (int k = 0; k < length; k++) {
                    double square = delta[k] * delta[k];
                    m[k] = 0.9 * m[k] + 0.1 * delta[k];
                    if (server instanceof FedAdam) {
                        v[k] = 0.99 * v[k] + 0.01 * square;
                    } else if (server instanceof FedYogi) {
                        v[k] += v[k] > square ? -0.01 * square : 0.01 * square;
                    } else {
                        v[k] += square;
                    }
                    x[k] += 0.05 * m[k] / (Math.sqrt(v[k]) + 1e-3);
                    assertThat((double) state.parameters().get(k))
                            .as("%s, round %d, coordinate %d", server, round, k)
                            .isCloseTo(x[k], within(1e-5));
                }
            }
        }
    }

    @Test
    void yogiAndAdagradWithLargeTauAreFedAvgAtTwiceTheRateAsTheirSecondMomentStaysTauSquared() {
        double tau = 1e9;
        double[] delta = {0.1, -0.05, 0.02};
        float[] first = {1, 2, 3};
        ServerState average = run(new FedAvg(1), first, delta, 20);
        for (ServerOptimiser server :
                new ServerOptimiser[] {new FedYogi(2 * tau, 0, 0, tau), new FedAdagrad(2 * tau, 0, tau)}) {
            ServerState adaptive = run(server, first, delta, 20);
            for (int k = 0; k < first.length; k++) {
                assertThat(adaptive.parameters().get(k))
                        .as("%s", server)
                        .isCloseTo(average.parameters().get(k), within(1e-5f));
            }
        }
    }

    @Test
    void everyOptimiserReadsBackWhatItWrote() {
        for (ServerOptimiser server : new ServerOptimiser[] {
            new FedAvg(1), new FedAdam(0.1, 0.8, 0.9, 1e-2), new FedYogi(0.1, 0.8, 0.9, 1e-2), new FedAdagrad(0.1, 0, 1)
        }) {
            CanonicalWriter writer = new CanonicalWriter();
            server.writeTo(writer);
            assertThat(ServerOptimiser.readFrom(CanonicalReader.of(writer.toBytes(), 64)))
                    .isEqualTo(server);
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
