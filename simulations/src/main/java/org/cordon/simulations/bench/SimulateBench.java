// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
import org.cordon.simulations.summing.SecureSumming;
import org.cordon.simulations.summing.Summing;

/**
 * Times simulated exchanges: MLP 166-128-64-1, 500 rows each, one pass in batches of 32 (16 steps), plain or secure sums.
 *
 * <p>Rows are drawn from one table of 50,000, for each exchange its own.
 */
final class SimulateBench {
    private static final int ROWS = 500;
    private static final int POOL = 50_000;
    private static final int WARM_UP = 400;
    /** How often the heap is looked at in a round. */
    private static final int SAMPLES = 8;

    private static final int MILLIS_BETWEEN_LOOKS = 250;

    private final int exchanges;
    private final int threads;
    private final boolean secure;
    private final int runs;
    private final Table pool;

    /**
     * What was measured; medians of all timed rounds.
     *
     * @param peakHeapMb the most in use right after a collection, looked at eight times in a round of its own, and again and
     *     again while its sum is opened
     */
    record Figures(
            int exchanges,
            int threads,
            boolean secureSum,
            double clientsPerSecond,
            double clientsPerCpuSecond,
            double peakHeapMb) {}

    SimulateBench(int exchanges, int threads, boolean secure, int runs) {
        this.exchanges = exchanges;
        this.threads = threads;
        this.secure = secure;
        this.runs = runs;
        this.pool = new Clusters(POOL, 166, 2, 2).read(Path.of(""), Set.of(), 1).table();
    }

    Figures run() throws InterruptedException {
        // Not more than are timed, as another secure sum would be warmed.
        play(secure ? Math.min(WARM_UP, exchanges) : WARM_UP, 1);
        double[] wall = new double[runs];
        double[] cpu = new double[runs];
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int run = 0; run < runs; run++) {
            long before = system.getProcessCpuTime();
            long start = System.nanoTime();
            play(exchanges, 2 + run);
            wall[run] = exchanges / ((System.nanoTime() - start) / 1e9);
            cpu[run] = exchanges / ((system.getProcessCpuTime() - before) / 1e9);
        }
        return new Figures(exchanges, threads, secure, median(wall), median(cpu), peakHeap());
    }

    /** In a round of its own, as it stops the exchanges again and again to collect what is no longer in use. */
    private double peakHeap() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        HeapPeak peak = new HeapPeak();
        int every = Math.max(1, exchanges / SAMPLES);
        Summing watched = (number, cohort, length, maxAbs) ->
                new WatchedRound(summing().open(number, cohort, length, maxAbs), peak);
        play(exchanges, 2 + runs, watched, exchange -> {
            Table rows = pool.select(picked(1, exchange));
            if (asked.incrementAndGet() % every == 0) {
                peak.look();
            }
            return rows;
        });
        return peak.bytes() / 1e6;
    }

    private Summing summing() {
        return secure
                ? new SecureSumming(1, threads, refusal -> {
                    throw new IllegalStateException(refusal);
                })
                : new PlainSumming();
    }

    /** The most that was in use after a collection, whenever it was looked at. */
    private static final class HeapPeak {
        private final AtomicLong most = new AtomicLong();

        /** What the collection left, not what is in use by now: other threads go on allocating. */
        void look() {
            System.gc();
            long left = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                    .sum();
            most.accumulateAndGet(left, Math::max);
        }

        long bytes() {
            return most.get();
        }
    }

    /** Looks at the heap while its sum is opened. */
    private record WatchedRound(Summing.Round round, HeapPeak peak) implements Summing.Round {
        @Override
        public void add(int exchange, long[] words) {
            round.add(exchange, words);
        }

        @Override
        public Optional<long[]> sum() {
            ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();
            var unused = looking.scheduleWithFixedDelay(peak::look, 0, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
            try {
                return round.sum();
            } finally {
                looking.shutdownNow();
            }
        }

        @Override
        public Summing.Traffic traffic() {
            return round.traffic();
        }
    }

    private void play(int count, long seed) throws InterruptedException {
        play(count, seed, summing(), exchange -> pool.select(picked(seed, exchange)));
    }

    private void play(int count, long seed, Summing summing, IntFunction<Table> rows) throws InterruptedException {
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
        Playing.Ended ended = new Playing(threads, summing).play(trial, Silent.LISTENER);
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
