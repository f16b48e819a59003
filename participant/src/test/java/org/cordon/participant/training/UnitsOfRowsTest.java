// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cordon.computation.network.PrivateSgd;
import org.cordon.model.Activation;
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
