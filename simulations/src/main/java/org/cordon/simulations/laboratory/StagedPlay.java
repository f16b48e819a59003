// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.cordon.computation.evaluation.Metrics;
import org.cordon.participant.contribution.ScoredRows;
import org.cordon.participant.data.Table;
import org.cordon.simulations.engine.Seeds;
import org.cordon.simulations.engine.TrialListener;
import org.cordon.simulations.experiment.Run;
import org.cordon.simulations.results.RunRow;
import org.cordon.simulations.staged.StagedLearner;
import org.cordon.simulations.staged.StagedModel;
import org.cordon.simulations.summing.PlainSumming;
import org.cordon.simulations.summing.Summing;

/**
 * Plays a run whose model comes of a pipeline of sums: together, and where the experiment compares also at every exchange alone, as the
 * mean of the scores of these, and from all rows in one place. Each scales by its own rows.
 */
final class StagedPlay {
    private final Run run;
    private final Ground ground;
    private final int threads;
    private final StagedLearner learner;

    StagedPlay(Run run, Ground ground, StagedModel model, int threads) {
        this.run = run;
        this.ground = ground;
        this.threads = threads;
        this.learner = new StagedLearner(
                model,
                new StagedModel.Setting(
                        ground.table().featureNames(),
                        Math.max(1, ground.all()),
                        run.settings().rounds(),
                        Seeds.of(run.seed(), "first parameters")));
    }

    RunRow.Ending play(Summing summing, TrialListener listener) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "staged");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Table> all = IntStream.range(0, ground.exchanges())
                    .mapToObj(ground::rows)
                    .toList();
            int[] sums = {0};
            double[] together = scores(all, summing, workers, (round, traffic) -> {
                sums[0]++;
                told(listener, round, traffic, Optional.empty());
            });
            SortedMap<String, Double> metrics = judge(together);
            told(listener, sums[0], new Summing.Traffic(0, 0), Optional.of(metrics));
            SortedMap<String, Double> figures =
                    run.settings().compare().orElse(false) ? compared(all, workers) : new TreeMap<>();
            figures.putAll(Tripped.together(metrics));
            return new RunRow.Ending(false, sums[0], Optional.empty(), metrics, figures);
        } finally {
            workers.shutdownNow();
        }
    }

    private void told(
            TrialListener listener, int round, Summing.Traffic traffic, Optional<SortedMap<String, Double>> metrics) {
        int exchanges = ground.exchanges();
        listener.round(new TrialListener.RoundPlayed(
                round, exchanges, exchanges, 0, traffic.up() * exchanges, traffic.down() * exchanges, metrics));
    }

    private SortedMap<String, Double> compared(List<Table> all, ExecutorService workers) throws InterruptedException {
        BiConsumer<Integer, Summing.Traffic> nobody = (round, traffic) -> {};
        List<SortedMap<String, Double>> each = new ArrayList<>();
        double[] mean = new double[ground.test().rows()];
        for (Table rows : all) {
            if (learns(rows)) {
                double[] scores = scores(List.of(rows), new PlainSumming(), workers, nobody);
                each.add(judge(scores));
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += scores[i];
                }
            }
        }
        SortedMap<String, Double> figures = new TreeMap<>();
        Spread.of(each).forEach((name, value) -> figures.put("alone/" + name, value));
        if (!each.isEmpty()) {
            judge(mean).forEach((name, value) -> figures.put("scoreAveraging/" + name, value));
        }
        if (each.size() < all.size()) {
            figures.put("alone/untrained", (double) (all.size() - each.size()));
        }
        judge(scores(List.of(ground.pooled()), new PlainSumming(), workers, nobody))
                .forEach((name, value) -> figures.put("pooled/" + name, value));
        return figures;
    }

    /** Whether there is anything to learn from: rows with label 0, or rows without labels. */
    private static boolean learns(Table rows) {
        return IntStream.range(0, rows.rows()).anyMatch(row -> !rows.labelled() || rows.label(row) == 0f);
    }

    private double[] scores(
            List<Table> exchanges,
            Summing summing,
            ExecutorService workers,
            BiConsumer<Integer, Summing.Traffic> summed)
            throws InterruptedException {
        return ScoredRows.of(learner.learn(exchanges, summing, workers, summed), ground.test());
    }

    /** None where the test does not hold both labels. */
    private SortedMap<String, Double> judge(double[] scores) {
        SortedMap<String, Double> metrics = new TreeMap<>();
        Table test = ground.test();
        Optional<float[]> labels = test.copyLabels();
        if (labels.isPresent() && test.positives() > 0 && test.positives() < test.rows()) {
            Metrics ranked = Metrics.of(scores, labels.orElseThrow());
            metrics.put("averagePrecision", ranked.averagePrecision());
            metrics.put("rocAuc", ranked.rocAuc());
            metrics.put("recallAt1PctFpr", ranked.recallAt1PctFpr());
        }
        return Tripped.beside(metrics, scores, ground);
    }
}
