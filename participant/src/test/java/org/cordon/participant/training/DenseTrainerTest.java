// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.data.Offset.offset;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.cordon.model.Activation;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkScorer;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.contribution.LocalTrainer;
import org.cordon.participant.data.Table;
import org.junit.jupiter.api.Test;

class DenseTrainerTest {
    private static final NetworkSpec SPEC = NetworkSpec.mlpClassifier(Activation.RELU, 10, 8, 1);
    private static final LocalPlan PLAN = new LocalPlan(3, 32, LocalOptimiser.ADAM, 0.01);

    private final DenseTrainer trainer = new DenseTrainer();
    private final ParameterVector start = Dl4jReference.initial(SPEC, 1);
    private final Table rows = Minibatches.random(SPEC, 203, 2);

    @Test
    void equalsDl4jOverWholePasses() {
        Dl4jReference reference = new Dl4jReference(SPEC, start, LocalOptimiser.ADAM, 0.01);
        RowOrder order = new RowOrder(rows.rows(), 7);
        for (int epoch = 0; epoch < 3; epoch++) {
            order.shuffle();
            for (int first = 0; first < rows.rows(); first += 32) {
                int[] picked = IntStream.range(first, Math.min(first + 32, rows.rows()))
                        .map(order::row)
                        .toArray();
                Table batch = rows.select(picked);
                reference
                        .fitting(
                                picked.length,
                                batch.copyValues(),
                                batch.copyLabels().orElseThrow())
                        .run();
            }
        }
        float[] ours = trainer.train(SPEC, start, rows, PLAN, 7).parameters().toFloatArray();
        float[] theirs = reference.parameters().toFloatArray();
        for (int i = 0; i < ours.length; i++) {
            assertThat(ours[i]).isCloseTo(theirs[i], offset(1e-5f));
        }
    }

    @Test
    void learns() {
        ParameterVector trained = trainer.train(SPEC, start, rows, new LocalPlan(60, 32, LocalOptimiser.ADAM, 0.01), 7)
                .parameters();
        assertThat(accuracy(trained)).isGreaterThan(0.97);
        assertThat(accuracy(start)).isLessThan(0.8);
    }

    private double accuracy(ParameterVector parameters) {
        NetworkScorer scorer = NetworkScorer.of(SPEC, parameters);
        float[] row = new float[SPEC.features()];
        int right = 0;
        for (int i = 0; i < rows.rows(); i++) {
            rows.copyRow(i, row, 0);
            right += (scorer.score(row) > 0.5) == (rows.label(i) == 1f) ? 1 : 0;
        }
        return right / (double) rows.rows();
    }

    @Test
    void theSameArgumentsGiveTheSameBitsOnAnyThread() throws Exception {
        ParameterVector expected = trainer.train(SPEC, start, rows, PLAN, 7).parameters();
        assertThat(trainer.train(SPEC, start, rows, PLAN, 8).parameters()).isNotEqualTo(expected);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<ParameterVector>> runs = IntStream.range(0, 8)
                    .mapToObj(run -> threads.submit(
                            () -> trainer.train(SPEC, start, rows, PLAN, 7).parameters()))
                    .toList();
            for (Future<ParameterVector> run : runs) {
                assertThat(run.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aBatchMayBeLargerThanTheTable() {
        LocalPlan whole = new LocalPlan(1, 1000, LocalOptimiser.SGD, 0.1);
        LocalPlan exact = new LocalPlan(1, 203, LocalOptimiser.SGD, 0.1);
        assertThat(trainer.train(SPEC, start, rows, whole, 1)).isEqualTo(trainer.train(SPEC, start, rows, exact, 1));
    }

    @Test
    void anAutoencoderNeedsNoLabels() {
        NetworkSpec spec = NetworkSpec.autoencoder(Activation.TANH, 10, 4, 10);
        Table unlabelled = Table.of(rows.featureNames(), rows.rows(), rows.copyValues(), Optional.empty());
        ParameterVector first = Dl4jReference.initial(spec, 1);
        assertThat(trainer.train(spec, first, unlabelled, PLAN, 1).parameters()).isNotEqualTo(first);
    }

    @Test
    void theProximalTermAPullAndAShiftAreAddedToEveryGradient() {
        Table one = rows.select(IntStream.range(0, 32).toArray());
        float[] anchor = new float[start.length()];
        float[] shift = new float[start.length()];
        for (int k = 0; k < anchor.length; k++) {
            anchor[k] = k % 3 - 1;
            shift[k] = (k % 5 - 2) / 10f;
        }
        Correction correction = new Correction(0.25, Optional.of(anchor), Optional.of(shift));
        for (LocalOptimiser optimiser : LocalOptimiser.values()) {
            LocalPlan plan = new LocalPlan(3, 32, optimiser, 0.01, 0.5);
            LocalTrainer.Trained trained = trainer.train(SPEC, start, one, plan, 7, correction);
            assertThat(trained.steps()).isEqualTo(3);
            float[] w = start.toFloatArray();
            UpdateRule rule = UpdateRule.of(optimiser, 0.01, w.length);
            for (int step = 0; step < 3; step++) {
                float[] gradient = gradient(w, one);
                for (int k = 0; k < w.length; k++) {
                    gradient[k] += (float) (0.5 * (w[k] - start.get(k)) + 0.25 * (w[k] - anchor[k]) + shift[k]);
                }
                rule.apply(w, gradient);
            }
            assertThat(trained.parameters().toFloatArray()).containsExactly(w, offset(2e-6f));
        }
    }

    private static float[] gradient(float[] parameters, Table batch) {
        DenseNetwork network =
                new DenseNetwork(SPEC, ParameterVector.of(parameters), LocalOptimiser.SGD, 1, batch.rows());
        for (int place = 0; place < batch.rows(); place++) {
            network.load(place, batch, place);
        }
        return network.gradient(batch.rows());
    }

    @Test
    void theProximalTermIsAPullTowardsTheStartBitForBitAndNoneIsNone() {
        Correction pull = Correction.towards(start.toFloatArray(), 0.5);
        for (LocalOptimiser optimiser : LocalOptimiser.values()) {
            LocalPlan plan = new LocalPlan(3, 32, optimiser, 0.01);
            ParameterVector plain = trainer.train(SPEC, start, rows, plan, 7).parameters();
            ParameterVector near =
                    trainer.train(SPEC, start, rows, plan.withProximal(0.5), 7).parameters();
            assertThat(near)
                    .isEqualTo(trainer.train(SPEC, start, rows, plan, 7, pull).parameters());
            assertThat(trainer.train(SPEC, start, rows, plan.withProximal(0), 7).parameters())
                    .isEqualTo(plain);
            assertThat(distance(near)).isLessThan(distance(plain));
        }
    }

    private double distance(ParameterVector trained) {
        double sum = 0;
        for (int k = 0; k < trained.length(); k++) {
            sum += Math.pow((double) trained.get(k) - start.get(k), 2);
        }
        return sum;
    }

    @Test
    void labelsMustBeTheModelsOwn() {
        Table classes = Table.of(List.of("x"), 2, new float[] {1, 2}, Optional.of(new float[] {0, 2}));
        NetworkSpec binary = NetworkSpec.mlpClassifier(Activation.RELU, 1, 1);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> trainer.train(binary, Dl4jReference.initial(binary, 1), classes, PLAN, 1))
                .withMessage("label of row 1 must be 0 or 1, but was not");
    }

    @Test
    void batchedOutputsEqualTheScorers() {
        for (Activation hidden : Activation.values()) {
            NetworkSpec spec = NetworkSpec.softmaxClassifier(hidden, 10, 8, 3);
            ParameterVector parameters = Dl4jReference.initial(spec, 3);
            Table many = Minibatches.random(spec, 60, 4);
            NetworkScorer scorer = NetworkScorer.of(spec, parameters);
            DenseNetwork network = new DenseNetwork(spec, parameters, LocalOptimiser.SGD, 1, 60);
            for (int row = 0; row < 60; row++) {
                network.load(row, many, row);
            }
            float[] outputs = network.outputs(60);
            float[] features = new float[10];
            for (int row = 0; row < 60; row++) {
                many.copyRow(row, features, 0);
                assertThat(Arrays.copyOfRange(outputs, 3 * row, 3 * row + 3))
                        .containsExactly(scorer.output(features), offset(1e-5f));
            }
        }
    }

    @Test
    void aStepAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (LocalOptimiser optimiser : LocalOptimiser.values()) {
            DenseNetwork network = new DenseNetwork(SPEC, start, optimiser, 0.01, 32);
            long least = Long.MAX_VALUE;
            for (int attempt = 0; attempt < 10 && least >= 1000; attempt++) {
                steps(network, 1000);
                least = Math.min(least, allocatedByThousandSteps(network, threads));
            }
            assertThat(least).as("%s", optimiser).isLessThan(1000);
        }
    }

    /** More than the steps' own while the compiler, on a machine that is busy, has not come to them yet. */
    private long allocatedByThousandSteps(DenseNetwork network, ThreadMXBean threads) {
        long before = threads.getCurrentThreadAllocatedBytes();
        long own = threads.getCurrentThreadAllocatedBytes() - before;
        before = threads.getCurrentThreadAllocatedBytes();
        steps(network, 1000);
        return threads.getCurrentThreadAllocatedBytes() - before - own;
    }

    private void steps(DenseNetwork network, int count) {
        for (int step = 0; step < count; step++) {
            for (int place = 0; place < 32; place++) {
                network.load(place, rows, place);
            }
            network.step(32);
        }
    }

    @Test
    void refusesRowsThatDoNotFit() {
        assertRefused(rows.select(new int[0]), "number of rows must be at least 1, but was 0");
        assertRefused(
                rows.withFeatures(rows.featureNames().subList(0, 9)),
                "number of features must be the network's 10, but was 9");
        assertRefused(
                Table.of(rows.featureNames(), rows.rows(), rows.copyValues(), Optional.empty()),
                "rows must be labelled to train a classifier, but were not");
        float[] values = rows.copyValues();
        values[25] = Float.NaN;
        assertRefused(
                rows.withValues(rows.featureNames(), values),
                "value of x5 in row 2 must be present once scaled, but was missing");
    }

    private void assertRefused(Table table, String message) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> trainer.train(SPEC, start, table, PLAN, 1))
                .withMessage(message);
    }

    @Test
    void saysWhenItDiverges() {
        NetworkSpec spec = NetworkSpec.autoencoder(Activation.TANH, 10, 8, 10);
        assertThatExceptionOfType(TrainingDiverged.class)
                .isThrownBy(() -> trainer.train(
                        spec, Dl4jReference.initial(spec, 1), rows, new LocalPlan(50, 32, LocalOptimiser.SGD, 10), 1))
                .withMessageContaining("lower the learning rate or scale the features");
    }
}
