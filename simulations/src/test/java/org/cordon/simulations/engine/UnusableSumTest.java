// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cordon.computation.DataFunction;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.Query;
import org.cordon.computation.Report;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.coordinator.store.MemoryCoordinatorStore;
import org.cordon.suite.Bytes;
import org.cordon.suite.Scope;
import org.junit.jupiter.api.Test;

class UnusableSumTest {
    /** Refuses the first two sums it sees, as the coordinator hands them in before any member. */
    private static final class Choosy implements FederatedComputation {
        private final VectorSum sum = new VectorSum();
        private final AtomicInteger seen = new AtomicInteger();

        @Override
        public String name() {
            return sum.name();
        }

        @Override
        public Bytes start(Bytes parameters, Map<String, Bytes> inputs) {
            return sum.start(parameters, inputs);
        }

        @Override
        public Optional<Query> query(Bytes state) {
            return sum.query(state);
        }

        @Override
        public DataFunction function(Bytes state) {
            return sum.function(state);
        }

        @Override
        public Bytes advance(Bytes state, OpenedSum opened) {
            int number = seen.getAndIncrement();
            if (number == 0) {
                throw new IllegalArgumentException("word 0 of the sum must be within 1, but was 4711");
            }
            if (number == 1) {
                throw new ArithmeticException("long overflow 4711");
            }
            return sum.advance(state, opened);
        }

        @Override
        public Report report(Bytes state) {
            return sum.report(state);
        }
    }

    /** One member can break a sum; it must not break the task, now and after every restart. */
    @Test
    void aSumOutOfBoundsIsADeadRoundAndTheTaskGoesOn() throws Exception {
        List<String> aborted = new CopyOnWriteArrayList<>();
        List<Integer> summed = new CopyOnWriteArrayList<>();
        try (LocalConsortium consortium = new LocalConsortium(new Choosy(), 2, new MemoryCoordinatorStore())) {
            consortium.start();
            Bytes last = consortium
                    .submit(new TaskListener() {
                        @Override
                        public void summed(Scope where, int cohort, int survivors, Bytes state) {
                            summed.add(where.round());
                        }

                        @Override
                        public void aborted(Scope where, String why) {
                            aborted.add(why);
                        }
                    })
                    .get(60, TimeUnit.SECONDS);
            assertThat(consortium.first(last)).isEqualTo(15.0);
        }
        assertThat(summed).containsExactly(3, 4);
        assertThat(aborted)
                .hasSize(2)
                .allSatisfy(why -> assertThat(why).contains("out of bounds").doesNotContain("4711"));
    }
}
