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
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.participant.data.Table;
import org.junit.jupiter.api.Test;

/** So many steps, however many rows. */
class SteppingTest {
    private final List<Float> seen = new ArrayList<>();

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
                    rows.rows(),
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
