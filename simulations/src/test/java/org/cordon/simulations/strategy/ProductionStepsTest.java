// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cordon.model.Activation;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.model.ServerOptimiser;
import org.cordon.model.ServerState;
import org.cordon.participant.data.Table;
import org.cordon.participant.training.DenseTrainer;
import org.cordon.simulations.learner.Learner;
import org.cordon.simulations.learner.LocalWork;
import org.cordon.simulations.learner.NetworkLearner;
import org.cordon.simulations.learner.QuadraticLearner;
import org.junit.jupiter.api.Test;

/** Strategies that production also has take its steps, bit for bit. */
class ProductionStepsTest {
    private static final int LENGTH = 60;
    private static final int ROUNDS = 12;

    @Test
    void serverStepsHaveTheBitsOfProduction() {
        Map<Strategy, ServerOptimiser> pairs = new LinkedHashMap<>();
        pairs.put(new FedAveraging(0.7), new org.cordon.model.FedAvg(0.7));
        pairs.put(new FedAdam(0.05, 0.9, 0.99, 1e-3), new org.cordon.model.FedAdam(0.05, 0.9, 0.99, 1e-3));
        pairs.put(new FedYogi(0.05, 0.9, 0.99, 1e-3), new org.cordon.model.FedYogi(0.05, 0.9, 0.99, 1e-3));
        pairs.put(new FedAdagrad(0.05, 0.9, 1e-3), new org.cordon.model.FedAdagrad(0.05, 0.9, 1e-3));
        pairs.forEach((strategy, server) -> {
            SplittableRandom random = new SplittableRandom(31);
            float[] parameters = new float[LENGTH];
            Memory memory = new Memory();
            ServerState state = server.start(ParameterVector.of(parameters));
            for (int round = 0; round < ROUNDS; round++) {
                double[] update = random.doubles(LENGTH, -0.1, 0.1).toArray();
                state = server.step(state, update);
                parameters = strategy.step(new Mean(round, parameters, update, Optional.empty(), 4, 4, memory));
                assertThat(ParameterVector.of(parameters))
                        .as("%s, round %d, seed 31", strategy, round)
                        .isEqualTo(state.parameters());
            }
        });
    }

    @Test
    void settingsAreThoseOfProduction() {
        assertThatThrownBy(() -> new FedYogi(0.05, 0.9, 1, 1e-3)).hasMessage("beta2 must be in [0, 1), but was 1.0");
        assertThatThrownBy(() -> new FedAdagrad(0, 0.9, 1e-3))
                .hasMessage("server learningRate must be in (0, 1e12], but was 0.0");
        assertThatThrownBy(() -> new FedProx(1001)).hasMessage("mu must be in [0, 1000], but was 1001.0");
    }

    @Test
    void fedProxSetsThePlansProximalTermAndKeepsThePasses() {
        LocalPlan plan = new LocalPlan(2, 8, LocalOptimiser.SGD, 0.1).withEpochs(5);
        LocalWork work = new FedProx(0.5).work(plan, own(new float[1]));
        assertThat(work.plan()).isEqualTo(new LocalPlan(5, 8, LocalOptimiser.SGD, 0.1, 0.5));
        assertThat(work.plan().withEpochs(3).proximal()).isEqualTo(0.5);
        assertThat(work.pull()).isEmpty();
        assertThat(new FedProx(0).work(plan, own(new float[1])).plan()).isEqualTo(plan);
    }

    @Test
    void fedProxTrainsAsProductionDoesAndAsAPullTowardsTheStart() {
        NetworkSpec spec = NetworkSpec.softmaxClassifier(Activation.RELU, 4, 5, 3);
        Learner learner = new NetworkLearner(spec);
        float[] start = learner.start(3);
        Table rows = rows(4, 60, 3);
        LocalPlan plan = new LocalPlan(2, 8, LocalOptimiser.SGD, 0.1);
        float[] near = learner.train(start, rows, new FedProx(0.5).work(plan, own(start)), 9)
                .parameters();
        assertThat(near)
                .containsExactly(new DenseTrainer()
                        .train(spec, ParameterVector.of(start), rows, plan.withProximal(0.5), 9)
                        .parameters()
                        .toFloatArray())
                .containsExactly(
                        learner.train(start, rows, pulled(plan, start), 9).parameters())
                .isNotEqualTo(learner.train(start, rows, LocalWork.of(plan), 9).parameters());
    }

    @Test
    void aQuadraticFeelsTheProximalTerm() {
        Learner learner = new QuadraticLearner(1);
        Table rows = Table.of(List.of("a", "b"), 1, new float[] {1, 4}, Optional.empty());
        LocalPlan plan = new LocalPlan(1000, 1, LocalOptimiser.SGD, 0.1);
        float[] start = {1};
        // (w - 4) + mu (w - 1) = 0 at mu = 2
        float[] near = learner.train(start, rows, new FedProx(2).work(plan, own(start)), 1)
                .parameters();
        assertThat(near).containsExactly(2f);
    }

    private static LocalWork pulled(LocalPlan plan, float[] to) {
        return new LocalWork(plan, Optional.of(new LocalWork.Pull(0.5, to)), Optional.empty());
    }

    private static Own own(float[] parameters) {
        return new Own(0, 0, parameters, new Memory(), new Memory());
    }

    private static Table rows(int width, int rows, int classes) {
        SplittableRandom random = new SplittableRandom(8);
        float[] values = new float[rows * width];
        float[] labels = new float[rows];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) random.nextDouble(-1, 1);
        }
        for (int row = 0; row < rows; row++) {
            labels[row] = random.nextInt(classes);
        }
        return Table.of(IntStream.range(0, width).mapToObj(k -> "x" + k).toList(), rows, values, Optional.of(labels));
    }
}
