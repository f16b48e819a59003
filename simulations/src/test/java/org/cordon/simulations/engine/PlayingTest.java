// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.cordon.simulations.engine.SmallTrials.BOUNDS;
import static org.cordon.simulations.engine.SmallTrials.PLAN;
import static org.cordon.simulations.engine.SmallTrials.SIGN_FLIP;
import static org.cordon.simulations.engine.SmallTrials.SPEC;
import static org.cordon.simulations.engine.SmallTrials.attacked;
import static org.cordon.simulations.engine.SmallTrials.judged;
import static org.cordon.simulations.engine.SmallTrials.method;
import static org.cordon.simulations.engine.SmallTrials.played;
import static org.cordon.simulations.engine.SmallTrials.rows;
import static org.cordon.simulations.engine.SmallTrials.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.cordon.computation.network.UpdateBounds;
import org.cordon.model.Activation;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkKind;
import org.cordon.model.NetworkSpec;
import org.cordon.participant.data.Table;
import org.cordon.simulations.attack.Attack;
import org.cordon.simulations.defence.Defence;
import org.cordon.simulations.engine.SmallTrials.Notes;
import org.cordon.simulations.learner.NetworkLearner;
import org.cordon.simulations.learner.QuadraticLearner;
import org.cordon.simulations.strategy.FedAveraging;
import org.cordon.simulations.strategy.Local;
import org.cordon.simulations.strategy.Mean;
import org.cordon.simulations.strategy.Memory;
import org.cordon.simulations.strategy.Own;
import org.cordon.simulations.strategy.Scaffold;
import org.cordon.simulations.strategy.Strategy;
import org.cordon.simulations.strategy.WorkerMomentum;
import org.cordon.simulations.summing.PlainSumming;
import org.cordon.simulations.summing.Summing;
import org.junit.jupiter.api.Test;

/** Rounds from asking to stepping, on small networks. */
class PlayingTest {
    /** What an attack has trained before it had to wait for the others is forgotten, however many had. */
    @Test
    void anAttackThatTrainsBeforeItAsksIsTheSameOnAnyNumberOfThreads() throws Exception {
        for (Strategy strategy : List.of(new Scaffold(1), new WorkerMomentum(1, 0.9))) {
            Attack both = malice -> {
                double[] own = malice.honest();
                malice.others().forEach(other -> own[0] -= other[0]);
                return own;
            };
            List<Object> one = played(attacked(strategy, both), 1, new PlainSumming());
            assertThat(played(attacked(strategy, both), 3, new PlainSumming())).isEqualTo(one);
            Attack asksFirst = malice -> {
                List<double[]> others = malice.others();
                double[] own = malice.honest();
                others.forEach(other -> own[0] -= other[0]);
                return own;
            };
            assertThat(played(attacked(strategy, asksFirst), 2, new PlainSumming()))
                    .isEqualTo(one);
        }
    }

    @Test
    void whatAnAttackerWouldSendIsTheSameEachTime() throws Exception {
        Attack once = malice -> malice.honest();
        Attack twice = malice -> {
            double[] first = malice.honest();
            assertThat(malice.honest()).containsExactly(first);
            return first;
        };
        for (Strategy strategy : List.of(new Scaffold(1), new WorkerMomentum(1, 0.9))) {
            assertThat(played(attacked(strategy, twice))).isEqualTo(played(attacked(strategy, once)));
        }
    }

    @Test
    void nobodyWorksAnyMoreOnceAFailureIsOut() {
        AtomicInteger working = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        ThreadEngine engine = new ThreadEngine(
                new ClientWork(trial(method(new FedAveraging(1)), Selection.everybody(3), Optional.empty())), 2);
        List<ClientTask> tasks = List.of(new ClientTask(0, 1, new Memory()), new ClientTask(1, 1, new Memory()));
        assertThat(catchThrowableOfType(
                        IllegalStateException.class,
                        () -> engine.each(
                                tasks,
                                task -> {
                                    if (task.exchange() == 0) {
                                        working.incrementAndGet();
                                        begun.countDown();
                                        long unused = new SplittableRandom(1)
                                                .longs(3_000_000)
                                                .sum(); // takes a moment, hears no interrupt
                                        working.decrementAndGet();
                                        throw new IllegalArgumentException("later");
                                    }
                                    awaitUninterrupted(begun);
                                    throw new IllegalStateException("first");
                                },
                                result -> {})))
                .hasMessage("first");
        assertThat(working).hasValue(0);
        engine.close();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** One exchange of four has no rows, and an autoencoder sees none in another that has label 1 only. */
    @Test
    void whoHasNothingToTrainOnAddsNothingToControlVariates() throws Exception {
        for (NetworkSpec spec :
                List.of(SPEC, new NetworkSpec(NetworkKind.AUTOENCODER, List.of(3, 2, 3), Activation.RELU))) {
            Trial.Method scaffold =
                    new Trial.Method(new NetworkLearner(spec), PLAN, new Scaffold(1), BOUNDS, Optional.empty());
            Notes notes = new Notes();
            Trial trial = new Trial(
                    1,
                    3,
                    scaffold,
                    new Trial.Crowd(Selection.everybody(4), exchange -> switch (exchange) {
                        case 0 -> rows(0, 0);
                        case 1 -> rows(1, 12).filter(row -> rows(1, 12).label(row) == 1f);
                        default -> rows(exchange, 12);
                    }),
                    Optional.empty(),
                    judged(Map.of()));
            new Playing(2, new PlainSumming()).play(trial, notes);
            assertThat(notes.clients()).hasSize(12).allMatch(client -> client.exchange() != 0 || client.weight() == 0);
        }
    }

    /** Counts its rounds, and says the count. */
    private static final Strategy COUNTING = new Strategy() {
        @Override
        public float[] step(Mean mean) {
            float[] next = mean.parameters().clone();
            next[0] = (float) mean.extra().orElseThrow()[0];
            return next;
        }

        @Override
        public Optional<double[]> extra(Own own, Local local) {
            double[] count = own.memory().orZeros("rounds", 1);
            count[0]++;
            own.memory().put("rounds", count);
            return Optional.of(count);
        }
    };

    private record LosesTheFirst(Summing inner) implements Summing {
        @Override
        public Round open(int number, List<Integer> cohort, int length, long maxAbs) {
            Round round = inner.open(number, cohort, length, maxAbs);
            return new Round() {
                @Override
                public void add(int exchange, long[] words) {
                    round.add(exchange, words);
                }

                @Override
                public Optional<long[]> sum() {
                    return round.sum().filter(sum -> number > 0);
                }

                @Override
                public Traffic traffic() {
                    return round.traffic();
                }
            };
        }
    }

    @Test
    void aRoundWhoseSumIsNotOpenedIsForgotten() throws Exception {
        Trial trial = trial(method(COUNTING), Selection.everybody(4), Optional.empty());
        Playing.Ended ended = new Playing(2, new LosesTheFirst(new PlainSumming())).play(trial, new Notes());
        assertThat(ended.parameters()[0]).isEqualTo(2f);
    }

    /** With a bound far below the change both the sum and the exchange keep what was sent, and the listener hears of it. */
    @Test
    void controlVariatesThatAreShrunkStayTogether() throws Exception {
        Memory memory = new Memory();
        Own own = new Own(0, 0, new float[] {1, 0}, new Memory(), memory);
        double[] change = new Scaffold(1)
                .extra(own, new Local(new float[] {0, -0.5f}, 1, 0.1, 2))
                .orElseThrow();
        assertThat(change).containsExactly(10, 5);
        assertThat(memory.orZeros("control variate", 2)).containsExactly(2, 1);
        Extras extras = new Extras(2, 1000);
        assertThat(extras.join(new long[] {7}, change)).containsExactly(1000, 500, 7);
        assertThat(extras.shrink(change)).isEqualTo(0.2);

        Notes notes = new Notes();
        Trial.Method tight = method(new Scaffold(1), PLAN, new UpdateBounds(100, 1e-3, 32, 12));
        new Playing(2, new PlainSumming()).play(trial(tight, Selection.everybody(4), Optional.empty()), notes);
        assertThat(notes.clients()).allMatch(client -> client.shrink() < 1);
    }

    @Test
    void whatIsNotFiniteIsNoZero() throws Exception {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            Attack broken = malice -> {
                double[] update = malice.honest();
                update[1] = value;
                return update;
            };
            assertThat(new Playing(2, new PlainSumming())
                            .play(attacked(new FedAveraging(1), broken), new Notes())
                            .diverged())
                    .isTrue();
        }
        Trial.Method steep = new Trial.Method(
                new QuadraticLearner(1),
                new LocalPlan(200, 1, LocalOptimiser.SGD, 10),
                new FedAveraging(1),
                BOUNDS,
                Optional.empty());
        Table quadratic = Table.of(List.of("a", "b"), 1, new float[] {4, 1}, Optional.empty());
        Trial diverging = new Trial(
                1,
                3,
                steep,
                new Trial.Crowd(Selection.everybody(3), exchange -> quadratic),
                Optional.empty(),
                new Trial.Evaluation(quadratic, 1, Map.of(), false));
        assertThat(new Playing(2, new PlainSumming())
                        .play(diverging, new Notes())
                        .diverged())
                .isTrue();
    }

    @Test
    void thereIsOneHarmfulUpdateAtLeastWhereSomebodyAttacks() throws Exception {
        List<Integer> harmful = new ArrayList<>();
        Defence noting = updates -> {
            harmful.add(updates.harmful());
            return updates.list().get(0);
        };
        Trial.Method defended =
                new Trial.Method(new NetworkLearner(SPEC), PLAN, new FedAveraging(1), BOUNDS, Optional.of(noting));
        played(trial(defended, new Selection(10, 0.3, 1, 0, false), Optional.of(new Trial.Threat(SIGN_FLIP, 0.1))));
        assertThat(harmful).containsExactly(1, 1, 1);
    }
}
