// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cordon.computation.network.PrivateSgd;
import org.cordon.model.Activation;
import org.cordon.model.Loss;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.contribution.LocalTrainer.PrivateStep;
import org.cordon.participant.data.Table;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.UnitBound;
import org.cordon.suite.SeededRandomness;
import org.junit.jupiter.api.Test;

/** What a trainer remembers of rows changes no step. */
class UnitsOfRowsTest {
    private static final NetworkSpec SPEC = NetworkSpec.mlpClassifier(Activation.RELU, 5, 4, 1);
    private static final UnitBound CUSTOMERS = new UnitBound(PrivacyUnit.CUSTOMER, 3);
    private static final UnitBound RECORDS = new UnitBound(PrivacyUnit.RECORD, 1);

    @Test
    void aTrainerThatHasSeenTheRowsTakesTheStepsOfANewOne() {
        DenseTrainer known = new DenseTrainer();
        Table rows = rows(1);
        Table others = rows(2);
        ParameterVector first = Dl4jReference.initial(SPEC, 1);
        ParameterVector second = Dl4jReference.initial(SPEC, 2);
        NetworkSpec wider = NetworkSpec.mlpClassifier(Activation.TANH, 5, 6, 1);
        List<PrivateStep> steps = List.of(
                step(SPEC, first, CUSTOMERS, 1),
                step(SPEC, second, CUSTOMERS, 0.5), // other parameters, another clip norm
                step(SPEC, second, RECORDS, 0.5),
                step(wider, Dl4jReference.initial(wider, 3), RECORDS, 0.5),
                step(SPEC, first, CUSTOMERS, 1));
        for (PrivateStep step : steps) {
            for (Table each : List.of(rows, others)) {
                assertThat(known.clippedGradients(step, each, SeededRandomness.forTesting(7)))
                        .isEqualTo(new DenseTrainer().clippedGradients(step, each, SeededRandomness.forTesting(7)))
                        .matches(words -> IntStream.range(0, words.length).anyMatch(i -> words[i] != 0));
            }
        }
    }

    private static PrivateStep weighed(double clipNorm, Loss loss) {
        PrivateSgd all = new PrivateSgd(RECORDS, clipNorm, Optional.empty(), 1_000_000, -1L, 1000, 1000);
        return new PrivateStep(SPEC, Dl4jReference.initial(SPEC, 1), all.withLoss(loss), clipNorm);
    }

    /** Under five times the clip norm, rows that count five times as much give the words that they give plain. */
    @Test
    void rowsWithLabelOneCountWhatTheirWeightSays() {
        Table rows = rows(3);
        Table positives = rows.filter(row -> rows.label(row) == 1f);
        Table negatives = rows.filter(row -> rows.label(row) == 0f);
        Loss five = new Loss(5, 0);
        assertThat(apart(positives, weighed(0.2, Loss.PLAIN), weighed(1, five))).isLessThan(0.02);
        assertThat(apart(negatives, weighed(0.2, Loss.PLAIN), weighed(0.2, five)))
                .isLessThan(0.02);
        assertThat(apart(positives, weighed(50, Loss.PLAIN), weighed(50, five))).isBetween(3.9, 4.1);
    }

    /** The distance of the two sums over the length of the first. */
    private static double apart(Table rows, PrivateStep one, PrivateStep other) {
        long[] first = new DenseTrainer().clippedGradients(one, rows, SeededRandomness.forTesting(7));
        long[] second = new DenseTrainer().clippedGradients(other, rows, SeededRandomness.forTesting(7));
        double squares = 0;
        double length = 0;
        for (int k = 0; k < first.length; k++) {
            squares += Math.pow((double) (second[k] - first[k]), 2);
            length += Math.pow((double) first[k], 2);
        }
        return Math.sqrt(squares / length);
    }

    @Test
    void aWeightMovesNoSumFurtherThanTheClip() {
        Table rows = rows(4);
        for (int row = 0; row < rows.rows(); row++) {
            int only = row;
            long[] words = new DenseTrainer()
                    .clippedGradients(
                            weighed(0.5, new Loss(10_000, 0)),
                            rows.filter(each -> each == only),
                            SeededRandomness.forTesting(7));
            BigInteger squares = Arrays.stream(words)
                    .mapToObj(word -> BigInteger.valueOf(word).pow(2))
                    .reduce(BigInteger.ZERO, BigInteger::add);
            assertThat(squares)
                    .isLessThanOrEqualTo(
                            BigInteger.valueOf(PrivateSgd.GRADIENT_UNITS).pow(2));
        }
    }

    private static PrivateStep step(NetworkSpec spec, ParameterVector at, UnitBound protects, double clipNorm) {
        long half = 1L << 63;
        return new PrivateStep(
                spec, at, new PrivateSgd(protects, clipNorm, Optional.empty(), 1_000_000, half, 1000, 1000), clipNorm);
    }

    private static Table rows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = 60;
        float[] values = new float[count * 5];
        float[] labels = new float[count];
        long[] owners = new long[count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-2, 2);
        }
        for (int i = 0; i < count; i++) {
            labels[i] = random.nextInt(2);
            owners[i] = random.nextInt(20);
        }
        return Table.of(List.of("a", "b", "c", "d", "e"), count, values, Optional.of(labels))
                .withUnits(owners);
    }
}
