// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cordon.model.Activation;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.data.Table;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DenseNetworkTest {
    private static final double TOLERANCE = 1e-6;

    static Stream<Arguments> everyCombination() {
        List<Arguments> all = new ArrayList<>();
        for (Activation hidden : Activation.values()) {
            List<NetworkSpec> specs = List.of(
                    NetworkSpec.mlpClassifier(hidden, 166, 128, 64, 1),
                    NetworkSpec.mlpClassifier(hidden, 5, 3, 1),
                    NetworkSpec.mlpClassifier(hidden, 7, 1),
                    NetworkSpec.softmaxClassifier(hidden, 30, 20, 10),
                    NetworkSpec.softmaxClassifier(hidden, 5, 2),
                    NetworkSpec.autoencoder(hidden, 64, 32, 16, 32, 64),
                    NetworkSpec.autoencoder(hidden, 4, 2, 4));
            for (NetworkSpec spec : specs) {
                for (LocalOptimiser optimiser : LocalOptimiser.values()) {
                    all.add(Arguments.of(spec, optimiser));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("everyCombination")
    void twentyStepsEqualDl4j(NetworkSpec spec, LocalOptimiser optimiser) {
        // Adam divides a gradient by its own size, so rounding in the least of them shows in proportion to the rate.
        double rate = optimiser == LocalOptimiser.ADAM ? 5e-4 : 0.05;
        ParameterVector start = Dl4jReference.initial(spec, 7);
        DenseNetwork ours = new DenseNetwork(spec, start, optimiser, rate, 32);
        Dl4jReference theirs = new Dl4jReference(spec, start, optimiser, rate);
        for (int step = 0; step < 20; step++) {
            // The last minibatches are smaller than the network allows for.
            int rows = step < 15 ? 32 : 20;
            Table batch = Minibatches.random(spec, rows, step);
            for (int row = 0; row < rows; row++) {
                ours.load(row, batch, row);
            }
            ours.step(rows);
            theirs.fitting(rows, batch.copyValues(), batch.copyLabels().orElseThrow())
                    .run();
        }
        double difference = maxDifference(ours.parameters(), theirs.parameters());
        System.out.println(spec.kind() + " " + spec.widths() + " " + spec.hidden() + " " + optimiser
                + ": largest difference after 20 steps " + difference);
        assertThat(difference).isLessThanOrEqualTo(TOLERANCE);
        assertThat(maxDifference(ours.parameters(), start)).isGreaterThan(1e-3);
    }

    @ParameterizedTest
    @MethodSource("everyCombination")
    void gradientEqualsFiniteDifferences(NetworkSpec spec, LocalOptimiser optimiser) {
        int rows = 8;
        Table batch = Minibatches.random(spec, rows, 3);
        ParameterVector start = Dl4jReference.initial(spec, 11);
        DenseNetwork ours = new DenseNetwork(spec, start, optimiser, 0.1, rows);
        for (int row = 0; row < rows; row++) {
            ours.load(row, batch, row);
        }
        float[] gradient = ours.gradient(rows);
        DoubleLoss loss = new DoubleLoss(spec, batch);
        double[] parameters = new double[start.length()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = start.get(i);
        }
        Random random = new Random(5);
        for (int probe = 0; probe < 200; probe++) {
            int i = random.nextInt(parameters.length);
            double kept = parameters[i];
            double width = 1e-6;
            parameters[i] = kept + width;
            double above = loss.mean(parameters);
            parameters[i] = kept - width;
            double below = loss.mean(parameters);
            parameters[i] = kept;
            assertThat((double) gradient[i])
                    .as("derivative by parameter " + i)
                    .isCloseTo((above - below) / (2 * width), org.assertj.core.data.Offset.offset(2e-6));
        }
    }

    private static double maxDifference(ParameterVector a, ParameterVector b) {
        double largest = 0;
        for (int i = 0; i < a.length(); i++) {
            largest = Math.max(largest, Math.abs((double) a.get(i) - b.get(i)));
        }
        return largest;
    }
}
