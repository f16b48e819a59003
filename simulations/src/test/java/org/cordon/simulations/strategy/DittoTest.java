// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.participant.data.Table;
import org.cordon.simulations.learner.Learner;
import org.cordon.simulations.learner.LocalWork;
import org.cordon.simulations.learner.QuadraticLearner;
import org.junit.jupiter.api.Test;

/**
 * Ditto against its closed form: the minimum of {@code a/2 (v - b)^2 + lambda/2 (v - w)^2} is {@code (a b + lambda w) / (a + lambda)},
 * between the own minimum b and the shared model w (Li et al. 2021, section 3.2, where a is 1).
 */
class DittoTest {
    private static final LocalPlan PLAN = new LocalPlan(500, 1, LocalOptimiser.SGD, 0.05);

    private static float personal(double lambda, float a, float b, float shared) {
        Learner learner = new QuadraticLearner(1);
        Table rows = Table.of(List.of("a", "b"), 1, new float[] {a, b}, Optional.empty());
        Own own = new Own(0, 0, new float[] {shared}, new Memory(), new Memory());
        LocalWork work = new Ditto(lambda).personal(PLAN, own).orElseThrow();
        return learner.train(new float[] {shared}, rows, work, 1).parameters()[0];
    }

    @Test
    void aPersonalModelIsTheWeighedMeanOfItsOwnAndTheSharedMinimum() {
        for (double lambda : new double[] {0, 0.1, 1, 10}) {
            for (float a : new float[] {1, 3}) {
                assertThat((double) personal(lambda, a, 4, -2))
                        .as("lambda %s, a %s", lambda, a)
                        .isCloseTo((a * 4 - 2 * lambda) / (a + lambda), within(1e-6));
            }
        }
    }

    @Test
    void theSharedModelIsThatOfAveraging() {
        Mean mean = new Mean(0, new float[] {1}, new double[] {0.5}, Optional.empty(), 2, 2, new Memory());
        assertThat(new Ditto(3).step(mean)).containsExactly(1.5f);
        Own own = new Own(0, 0, new float[1], new Memory(), new Memory());
        assertThat(new Ditto(3).work(PLAN, own)).isEqualTo(LocalWork.of(PLAN));
    }

    /** m_1 = g_1; m_2 = 0.9 g_1 + 0.1 g_2; what an exchange remembers is its own. */
    @Test
    void workerMomentumSmoothsWhatIsSent() {
        WorkerMomentum momentum = new WorkerMomentum(1, 0.9);
        Own own = new Own(0, 0, new float[1], new Memory(), new Memory());
        assertThat(momentum.sent(own, new double[] {1})).containsExactly(new double[] {1}, within(1e-12));
        assertThat(momentum.sent(own, new double[] {11})).containsExactly(new double[] {2}, within(1e-12));
        Own other = new Own(1, 0, new float[1], new Memory(), new Memory());
        assertThat(momentum.sent(other, new double[] {5})).containsExactly(new double[] {5}, within(1e-12));
        assertThat(new WorkerMomentum(1, 0).sent(own, new double[] {7}))
                .containsExactly(new double[] {7}, within(1e-12));
    }
}
