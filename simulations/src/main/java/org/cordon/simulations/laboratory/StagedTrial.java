// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.cordon.computation.Detector;
import org.cordon.computation.evaluation.Metrics;
import org.cordon.model.Activation;
import org.cordon.model.NetworkSpec;
import org.cordon.participant.contribution.ScoredRows;
import org.cordon.participant.data.Table;
import org.cordon.simulations.engine.TrialListener;
import org.cordon.simulations.experiment.Experiment;
import org.cordon.simulations.experiment.Run;
import org.cordon.simulations.learner.NetworkLearner;
import org.cordon.simulations.staged.StagedLearner;
import org.cordon.simulations.staged.StagedModel;
import org.cordon.simulations.summing.PlainSumming;
import org.cordon.simulations.summing.Summing;

/**
 * A run whose model comes of a pipeline of sums: production's computations over the raw rows of a {@link Ground}.
 *
 * <p><b>Guarantees.</b> The federation, every exchange alone and the pooled rows run the same code, each on counts of its own rows. With
 * one set of rows the model is the same, bit for bit, however they are spread and whether sums are masked; under differential privacy
 * the federation's alone has noise in it.
 */
final class StagedTrial implements Comparison.Compared {
    private final StagedModel model;
    private final Run run;
    private final Ground ground;
    private final DoubleConsumer trained;
    private final Optional<PrivateSums> noise;

    /**
     * Over the rows of one run.
     *
     * @param trained told of the share of all rows that a model to compare with was trained on, once for each step
     */
    StagedTrial(StagedModel model, Run run, Ground ground, DoubleConsumer trained) {
        this.model = model;
        this.run = run;
        this.ground = ground;
        this.trained = trained;
        this.noise = run.settings()
                .privacy()
                .map(asked -> PrivateSums.of(asked, model, open(ground.largest()), ground.exchanges()));
    }

    /** Under which the sums of all are opened; whoever trains alone opens none to others. */
    Optional<PrivateSums> noise() {
        return noise;
    }

    /** Numbers that are learnt, at the most, where they are told. */
    int learnt() {
        return model.learnt(run.settings().rounds());
    }

    /** Hears of sums. */
    interface Heard {
        /**
         * A sum was opened.
         *
         * @param step from 0, that it ended
         */
        void sum(TrialListener.RoundPlayed played, Optional<Integer> step);
    }

    /**
     * Where a run ended.
     *
     * @param sums that were opened
     */
    record Ended(int sums, SortedMap<String, Double> metrics) {}

    /** Trains together. */
    Ended play(Summing summing, int threads, Heard heard) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "staged");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Table> all = IntStream.range(0, ground.exchanges())
                    .mapToObj(ground::rows)
                    .toList();
            Playing playing = new Playing(heard);
            StagedModel.Setting setting =
                    noise.map(PrivateSums::setting).orElseGet(() -> open(model.cap(ground.largest(), ground.all())));
            Detector unused = new StagedLearner(model, setting).learn(all, summing, workers, playing);
            return playing.ended();
        } finally {
            workers.shutdownNow();
        }
    }

    /** Most rows of one exchange: under noise it is what noise is compared with, as in a charter. */
    private StagedModel.Setting open(int maxRows) {
        return new StagedModel.Setting(
                ground.table().featureNames(),
                Math.max(1, maxRows),
                run.settings().rounds(),
                run.seed(),
                Optional.empty());
    }

    /** Tells of sums, and judges on the way. */
    private final class Playing implements StagedLearner.Heard {
        private final int every =
                run.settings().evaluate().flatMap(Experiment.Evaluate::every).orElse(1);
        private final Heard heard;
        private int sums;
        private int steps;
        private SortedMap<String, Double> last = new TreeMap<>();

        Playing(Heard heard) {
            this.heard = heard;
        }

        @Override
        public void sum(StagedLearner.Summed sum) {
            sums++;
            sum.done().ifPresent(detector -> last = judge(scores(detector)));
            if (model.grows()) {
                heard.sum(played(sum.number(), sum.traffic(), judged(sum)), step(sum));
                steps = sum.grown().map(StagedModel.Grown::steps).orElse(steps);
            } else {
                heard.sum(played(sum.number(), sum.traffic(), Optional.empty()), Optional.of(sum.number()));
                if (sum.done().isPresent()) {
                    heard.sum(played(sums, new Summing.Traffic(0, 0), Optional.of(last)), Optional.of(sums));
                }
            }
        }

        private Optional<SortedMap<String, Double>> judged(StagedLearner.Summed sum) {
            return sum.done().isPresent()
                    ? Optional.of(last)
                    : sum.grown()
                            .filter(grown -> grown.steps() % every == 0)
                            .map(grown -> judge(scores(grown.model())));
        }

        private Optional<Integer> step(StagedLearner.Summed sum) {
            return sum.done().isPresent() ? Optional.of(steps) : sum.grown().map(grown -> grown.steps() - 1);
        }

        Ended ended() {
            return new Ended(sums, last);
        }
    }

    private TrialListener.RoundPlayed played(
            int round, Summing.Traffic traffic, Optional<SortedMap<String, Double>> metrics) {
        int exchanges = ground.exchanges();
        return new TrialListener.RoundPlayed(
                round, exchanges, exchanges, 0, traffic.up() * exchanges, traffic.down() * exchanges, metrics);
    }

    @Override
    public Optional<double[]> outputs(Table rows, int number) throws InterruptedException {
        if (!model.learnsFrom(rows)) {
            return Optional.empty();
        }
        double share = (double) rows.rows() / Math.max(1, ground.all());
        return Optional.of(scores(new StagedLearner(model, open(rows.rows()))
                .learn(List.of(rows), new PlainSumming(), Runnable::run, sum -> {
                    if (!model.grows() || sum.grown().isPresent()) {
                        trained.accept(share);
                    }
                })));
    }

    /** Probabilities are floats, as those of a network. */
    private double[] scores(Detector detector) {
        double[] scores = ScoredRows.of(detector, ground.test());
        if (model.isProbable()) {
            for (int row = 0; row < scores.length; row++) {
                scores[row] = (float) scores[row];
            }
        }
        return scores;
    }

    /** Scores that only rank are added up: rows stand in the order of their mean. */
    @Override
    public Averaging averaging() {
        return model.isProbable() ? Averaging.MEAN : Averaging.SUM;
    }

    @Override
    public SortedMap<String, Double> judge(double[] scores) {
        return Tripped.beside(model.isProbable() ? asProbabilities(scores) : asRanks(scores), scores, ground);
    }

    /** As a classifier by a network. */
    private SortedMap<String, Double> asProbabilities(double[] scores) {
        NetworkSpec classifier =
                NetworkSpec.mlpClassifier(Activation.RELU, ground.table().features(), 1);
        return new NetworkLearner(classifier).judge(Averaging.floats(scores), ground.test());
    }

    /** None where the test does not hold both labels. */
    private SortedMap<String, Double> asRanks(double[] scores) {
        SortedMap<String, Double> metrics = new TreeMap<>();
        Table test = ground.test();
        Optional<float[]> labels = test.copyLabels();
        if (labels.isPresent() && test.positives() > 0 && test.positives() < test.rows()) {
            Metrics ranked = Metrics.of(scores, labels.orElseThrow());
            metrics.put("averagePrecision", ranked.averagePrecision());
            metrics.put("rocAuc", ranked.rocAuc());
            metrics.put("recallAt1PctFpr", ranked.recallAt1PctFpr());
        }
        return metrics;
    }
}
