// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.cordon.computation.network.UpdateBounds;
import org.cordon.model.Activation;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.participant.data.Table;
import org.cordon.simulations.engine.Playing;
import org.cordon.simulations.engine.Seeds;
import org.cordon.simulations.engine.Selection;
import org.cordon.simulations.engine.Trial;
import org.cordon.simulations.engine.TrialListener;
import org.cordon.simulations.learner.NetworkLearner;
import org.cordon.simulations.source.Clusters;
import org.cordon.simulations.strategy.FedAveraging;
import org.cordon.simulations.summing.PlainSumming;

/**
 * Times simulated exchanges: MLP 166-128-64-1, 500 rows each, one pass in batches of 32 (16 steps), plain sums.
 *
 * <p>Rows are drawn from one table of 50,000, for each exchange its own.
 */
final class SimulateBench {
    private static final int ROWS = 500;
    private static final int POOL = 50_000;
    private static final int WARM_UP = 400;
    private static final int RUNS = 3;
    /** How often the heap is looked at in a round. */
    private static final int SAMPLES = 8;

    private final int exchanges;
    private final int threads;
    private final Table pool;

    /**
     * What was measured; medians of {@value #RUNS} rounds.
     *
     * @param peakHeapMb the most in use right after a collection, looked at eight times in a round of its own
     */
    record Figures(
            int exchanges, int threads, double clientsPerSecond, double clientsPerCpuSecond, double peakHeapMb) {}

    SimulateBench(int exchanges, int threads) {
        this.exchanges = exchanges;
        this.threads = threads;
        this.pool = new Clusters(POOL, 166, 2, 2).read(Path.of(""), Set.of(), 1).table();
    }

    Figures run() throws InterruptedException {
        play(WARM_UP, 1);
        double[] wall = new double[RUNS];
        double[] cpu = new double[RUNS];
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int run = 0; run < RUNS; run++) {
            long before = system.getProcessCpuTime();
            long start = System.nanoTime();
            play(exchanges, 2 + run);
            wall[run] = exchanges / ((System.nanoTime() - start) / 1e9);
            cpu[run] = exchanges / ((system.getProcessCpuTime() - before) / 1e9);
        }
        return new Figures(exchanges, threads, median(wall), median(cpu), peakHeap());
    }

    /** In a round of its own, as it stops the exchanges again and again to collect what is no longer in use. */
    private double peakHeap() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        AtomicLong most = new AtomicLong();
        int every = Math.max(1, exchanges / SAMPLES);
        play(exchanges, 1 + RUNS, exchange -> {
            Table rows = pool.select(picked(1, exchange));
            if (asked.incrementAndGet() % every == 0) {
                System.gc();
                most.accumulateAndGet(
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), Math::max);
            }
            return rows;
        });
        return most.get() / 1e6;
    }

    private void play(int count, long seed) throws InterruptedException {
        play(count, seed, exchange -> pool.select(picked(seed, exchange)));
    }

    private void play(int count, long seed, IntFunction<Table> rows) throws InterruptedException {
        NetworkSpec spec = NetworkSpec.mlpClassifier(Activation.RELU, 166, 128, 64, 1);
        Trial trial = new Trial(
                seed,
                1,
                new Trial.Method(
                        new NetworkLearner(spec),
                        new LocalPlan(1, 32, LocalOptimiser.SGD, 0.05),
                        new FedAveraging(1),
                        new UpdateBounds(10, 1, 24, ROWS),
                        Optional.empty()),
                new Trial.Crowd(Selection.everybody(count), rows),
                Optional.empty(),
                new Trial.Evaluation(pool.select(new int[] {0, 1, 2, 3}), 1, Map.of(), false));
        Playing.Ended ended = new Playing(threads, new PlainSumming()).play(trial, Silent.LISTENER);
        if (ended.diverged() || ended.rounds() != 1) {
            throw new IllegalStateException("the round must be played, but was not");
        }
    }

    private static int[] picked(long seed, int exchange) {
        SplittableRandom random = Seeds.random(seed, "bench", exchange);
        return random.ints(ROWS, 0, POOL).toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Listens to nothing. */
    private enum Silent implements TrialListener {
        LISTENER;

        @Override
        public void client(ClientPlayed client) {}

        @Override
        public void round(RoundPlayed round) {}
    }
}
