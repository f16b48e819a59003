// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.Query;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.computation.binning.Binning;
import org.cordon.computation.trees.BoostedTrees;
import org.cordon.computation.trees.TrainedTrees;
import org.cordon.computation.trees.TreesState;
import org.cordon.model.Activation;
import org.cordon.model.NetworkSpec;
import org.cordon.participant.contribution.ContributionContext;
import org.cordon.participant.contribution.Contributors;
import org.cordon.participant.contribution.ScoredRows;
import org.cordon.participant.data.Table;
import org.cordon.participant.training.DenseTrainer;
import org.cordon.simulations.engine.Seeds;
import org.cordon.simulations.engine.TrialListener;
import org.cordon.simulations.experiment.Run;
import org.cordon.simulations.experiment.Trees;
import org.cordon.simulations.learner.NetworkLearner;
import org.cordon.simulations.summing.Summing;
import org.cordon.suite.Bytes;

/**
 * A run whose model is trees: both halves of production's computations, over the rows of a {@link Ground}.
 *
 * <p><b>Guarantees.</b> The federation, every exchange alone and the pooled rows run the same code. With one set of rows the model is
 * the same, bit for bit, however they are spread and whether sums are masked.
 */
final class TreesTrial implements Comparison.Compared {
    private static final Contributors CONTRIBUTORS = Contributors.installed();
    private static final StagedComputation PIPELINE = new StagedComputation();

    private final Trees trees;
    private final int rounds;
    private final long columns;
    private final Ground ground;
    private final NetworkLearner judging;
    private final DoubleConsumer trained;

    /** Hears of sums and of trees that are done. */
    interface Heard {
        /**
         * A sum was opened.
         *
         * @param grown the tree, from 0, that it ended
         */
        void sum(TrialListener.RoundPlayed played, Optional<Integer> grown);
    }

    /**
     * Where a run ended.
     *
     * @param sums that were opened
     */
    record Ended(int sums, SortedMap<String, Double> metrics) {}

    /**
     * Over the rows of one run.
     *
     * @param trained told of the share of all rows that a model to compare with was trained on, once for each tree
     */
    TreesTrial(Trees trees, Run run, Ground ground, DoubleConsumer trained) {
        this.trees = trees;
        this.rounds = run.settings().rounds();
        this.columns = Seeds.of(run.seed(), "columns of trees");
        this.ground = ground;
        this.trained = trained;
        // what is judged is a probability, as that of a classifier by a network
        this.judging = new NetworkLearner(
                NetworkSpec.mlpClassifier(Activation.RELU, ground.table().features(), 1));
    }

    private Bytes start(long maxRows) {
        List<String> features = ground.table().featureNames();
        Stages stages = Stages.of(
                new Stages.Stage(
                        "binning",
                        Binning.NAME,
                        trees.binning(features, maxRows).encode()),
                new Stages.Stage(
                        "trees",
                        BoostedTrees.NAME,
                        trees.plan(features, rounds, maxRows, columns).encode()));
        return PIPELINE.start(stages.encode(), Map.of());
    }

    private static ContributionContext context() {
        return new ContributionContext(0, new DenseTrainer());
    }

    /**
     * Trains together.
     *
     * @param every so many trees the model is judged, and after the last
     */
    Ended play(Summing summing, int every, int threads, Heard heard) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "trees");
            thread.setDaemon(true);
            return thread;
        });
        try {
            return new Playing(summing, every, pool, heard).play(start(Math.max(1, ground.largest())));
        } catch (ExecutionException failed) {
            throw new IllegalStateException("an exchange could not contribute", failed.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    @Override
    public Optional<float[]> outputs(Table rows, int number) {
        if (rows.rows() == 0) {
            return Optional.empty();
        }
        ContributionContext context = context();
        Bytes state = start(rows.rows());
        int done = 0;
        while (PIPELINE.query(state).isPresent()) {
            Query query = PIPELINE.query(state).orElseThrow();
            long[] words = CONTRIBUTORS.encode(StagedComputation.NAME, query, state, rows, context);
            state = PIPELINE.advance(state, OpenedSum.wrap(words, 1));
            int now = grown(state);
            if (now > done) {
                trained.accept((double) rows.rows() / Math.max(1, ground.all()));
            }
            done = Math.max(done, now);
        }
        return Optional.of(scores(TrainedTrees.decode(PIPELINE.report(state).output(BoostedTrees.NAME))));
    }

    private float[] scores(TrainedTrees of) {
        double[] scores = ScoredRows.of(of, ground.test());
        float[] narrow = new float[scores.length];
        for (int row = 0; row < narrow.length; row++) {
            narrow[row] = (float) scores[row];
        }
        return narrow;
    }

    @Override
    public SortedMap<String, Double> judge(float[] outputs) {
        return Tripped.beside(judging.judge(outputs, ground.test()), outputs, ground);
    }

    /** Trees that are done while some still grow; 0 else. */
    private static int grown(Bytes state) {
        return growing(state).map(of -> of.trees().size()).orElse(0);
    }

    private static Optional<TrainedTrees> growing(Bytes state) {
        return StagedComputation.position(state)
                .filter(at -> at.computation().equals(BoostedTrees.NAME))
                .map(at -> TreesState.decode(at.inner()).ensemble());
    }

    /** The federation at work. */
    private final class Playing {
        private final Summing summing;
        private final int every;
        private final ExecutorService pool;
        private final Heard heard;
        private final List<Integer> everybody =
                IntStream.range(0, ground.exchanges()).boxed().toList();
        private final List<ContributionContext> contexts = new ArrayList<>();

        Playing(Summing summing, int every, ExecutorService pool, Heard heard) {
            this.summing = summing;
            this.every = every;
            this.pool = pool;
            this.heard = heard;
            everybody.forEach(exchange -> contexts.add(context()));
        }

        Ended play(Bytes start) throws ExecutionException, InterruptedException {
            List<Table> rows = everybody.stream().map(ground::rows).toList();
            Bytes state = start;
            int done = 0;
            int sums = 0;
            for (; PIPELINE.query(state).isPresent(); sums++) {
                Query query = PIPELINE.query(state).orElseThrow();
                Summing.Round round = summing.open(sums, everybody, query.length(), query.maxAbs());
                state = PIPELINE.advance(state, OpenedSum.wrap(summed(round, query, state, rows), rows.size()));
                int now = grown(state);
                Optional<SortedMap<String, Double>> metrics =
                        now > done && now % every == 0 ? growing(state).map(of -> judge(scores(of))) : Optional.empty();
                Optional<Integer> ended = now > done ? Optional.of(now - 1) : Optional.empty();
                if (PIPELINE.query(state).isPresent()) {
                    heard.sum(played(sums, round, metrics), ended);
                    done = Math.max(done, now);
                } else {
                    heard.sum(played(sums, round, Optional.of(last(state))), Optional.of(done));
                }
            }
            return new Ended(sums, last(state));
        }

        private SortedMap<String, Double> last(Bytes state) {
            return judge(scores(TrainedTrees.decode(PIPELINE.report(state).output(BoostedTrees.NAME))));
        }

        private long[] summed(Summing.Round round, Query query, Bytes state, List<Table> rows)
                throws ExecutionException, InterruptedException {
            List<Future<?>> contributions = new ArrayList<>();
            for (int exchange : everybody) {
                contributions.add(pool.submit(() -> round.add(
                        exchange,
                        CONTRIBUTORS.encode(
                                StagedComputation.NAME, query, state, rows.get(exchange), contexts.get(exchange)))));
            }
            for (Future<?> contribution : contributions) {
                contribution.get();
            }
            return round.sum()
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.UNREADABLE_INPUT,
                            "exchanges.count must be at least " + summing.fewest() + " with secureSum, but was "
                                    + everybody.size(),
                            "Raise exchanges.count, or leave secureSum out"));
        }

        private TrialListener.RoundPlayed played(
                int sum, Summing.Round round, Optional<SortedMap<String, Double>> metrics) {
            int exchanges = everybody.size();
            Summing.Traffic traffic = round.traffic();
            return new TrialListener.RoundPlayed(
                    sum, exchanges, exchanges, 0, traffic.up() * exchanges, traffic.down() * exchanges, metrics);
        }
    }
}
