// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.cli.CommandFailure;
import org.cordon.model.Activation;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkKind;
import org.cordon.model.NetworkSpec;
import org.cordon.participant.data.Table;
import org.junit.jupiter.api.Test;

/** So many steps, however many rows. */
class SteppingTest {
    private final List<Float> seen = new ArrayList<>();
    private double used = 1;

    /** Notes the rows that it is given. */
    private final Learner noting = new Learner() {
        @Override
        public int parameters() {
            return 1;
        }

        @Override
        public float[] start(long seed) {
            return new float[1];
        }

        @Override
        public Trained train(float[] start, Table rows, LocalWork work, long seed) {
            for (int row = 0; row < rows.rows(); row++) {
                seen.add(rows.value(row, 0));
            }
            return new Trained(
                    start,
                    (int) (used * rows.rows()),
                    work.plan().epochs() * rows.rows() / work.plan().batchSize());
        }

        @Override
        public float[] outputs(float[] parameters, Table rows) {
            return new float[0];
        }

        @Override
        public SortedMap<String, Double> judge(float[] outputs, Table test) {
            return new TreeMap<>();
        }
    };

    private static final LocalWork WORK = LocalWork.of(new LocalPlan(1, 4, LocalOptimiser.SGD, 0.1));

    private static Table rows(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i;
        }
        return Table.of(List.of("x"), count, values, Optional.empty());
    }

    @Test
    void rowsAreGoneThroughInShuffles() {
        int steps =
                new Stepping(noting, 5).train(new float[1], rows(10), WORK, 1).steps();
        assertThat(steps).isEqualTo(5);
        assertThat(seen).hasSize(20);
        assertThat(seen.subList(0, 10)).doesNotHaveDuplicates();
        assertThat(seen.subList(10, 20)).doesNotHaveDuplicates().isNotEqualTo(seen.subList(0, 10));
    }

    @Test
    void aStepIsOfAllRowsWhereThereAreFew() {
        assertThat(new Stepping(noting, 3).train(new float[1], rows(2), WORK, 1))
                .isNotNull();
        assertThat(seen).hasSize(6);
        assertThatThrownBy(() -> new Stepping(noting, 0)).hasMessage("steps must be at least 1, but was 0");
    }

    /** A learner that has used half of the rows it was given weighs half of the exchange's. */
    @Test
    void theWeightIsTheShareOfRowsThatWereUsed() {
        assertThat(new Stepping(noting, 5)
                        .train(new float[1], rows(10), WORK, 1)
                        .rows())
                .isEqualTo(10);
        used = 0.5;
        assertThat(new Stepping(noting, 5)
                        .train(new float[1], rows(10), WORK, 1)
                        .rows())
                .isEqualTo(5);
    }

    /** Of 12 rows 8 have label 0: three steps of two rows are of those. */
    @Test
    void anAutoencoderTakesItsStepsFromTheRowsThatItLearnsFrom() {
        float[] labels = new float[12];
        Arrays.fill(labels, 0, 4, 1);
        Table table = Table.of(List.of("x"), 12, new float[12], Optional.of(labels));
        NetworkSpec spec = new NetworkSpec(NetworkKind.AUTOENCODER, List.of(1, 1, 1), Activation.RELU);
        LocalWork pairs = LocalWork.of(new LocalPlan(1, 2, LocalOptimiser.SGD, 0.1));
        Learner.Trained trained = new Stepping(new NetworkLearner(spec), 3).train(new float[4], table, pairs, 1);
        assertThat(trained.steps()).isEqualTo(3);
        assertThat(trained.rows()).isEqualTo(8);
    }

    @Test
    void aQuadraticTakesPassesOnly() {
        assertThatThrownBy(() -> new Stepping(new QuadraticLearner(1), 10))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("training.steps must be left out with model.quadratic");
    }

    /** Scores of an autoencoder say nothing about three classes; its error stands alone. */
    @Test
    void scoresAreRankedWhereThereAreTwoClasses() {
        NetworkSpec spec = new NetworkSpec(NetworkKind.AUTOENCODER, List.of(1, 1, 1), Activation.RELU);
        float[] values = new float[3];
        for (float other : new float[] {1, 2}) {
            Table test = Table.of(List.of("x"), 3, values, Optional.of(new float[] {0, 1, other}));
            assertThat(new NetworkLearner(spec).evaluate(new float[4], test).containsKey("rocAuc"))
                    .isEqualTo(other == 1);
        }
    }

    @Test
    void theSeedDecides() {
        Learner stepping = new Stepping(noting, 2);
        stepping.train(new float[1], rows(10), WORK, 1);
        stepping.train(new float[1], rows(10), WORK, 1);
        stepping.train(new float[1], rows(10), WORK, 2);
        assertThat(seen.subList(0, 8)).isEqualTo(seen.subList(8, 16)).isNotEqualTo(seen.subList(16, 24));
        assertThat(Arrays.asList(seen.toArray())).hasSize(24);
    }
}
