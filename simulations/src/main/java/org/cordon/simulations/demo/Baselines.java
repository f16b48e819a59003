// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.evaluation.Metrics;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.network.TrainedNetwork;
import org.cordon.participant.contribution.ScoredRows;
import org.cordon.participant.data.Table;
import org.cordon.simulations.engine.PlainRun;

/**
 * What training together is measured against: the same network with the same passes over the rows.
 *
 * @param alone one for each exchange, trained on its own rows
 * @param scoreAveraging the mean of these networks' scores
 * @param pooled trained on all rows in one place, which only a demo can do
 */
record Baselines(List<Metrics> alone, Metrics scoreAveraging, Metrics pooled) {
    private static final int THREADS = 2;

    /** Trains all of them; {@code trained} hears of each. */
    static Baselines of(DemoData data, Recipe recipe, Runnable trained) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "baseline");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Table all = data.tables().stream().reduce(Table::append).orElseThrow();
            Future<double[]> pooled =
                    threads.submit(() -> scores(all, data.tables().size(), data, recipe, trained));
            List<Future<double[]>> alone = new ArrayList<>();
            for (int i = 0; i < data.tables().size(); i++) {
                int index = i;
                alone.add(threads.submit(() -> scores(data.tables().get(index), index, data, recipe, trained)));
            }
            List<double[]> scores = new ArrayList<>();
            for (Future<double[]> one : alone) {
                scores.add(one.get());
            }
            return new Baselines(
                    scores.stream().map(own -> metrics(own, data.test())).toList(),
                    metrics(mean(scores), data.test()),
                    metrics(pooled.get(), data.test()));
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a model to compare with could not be trained", failed.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static double[] scores(Table rows, int index, DemoData data, Recipe recipe, Runnable trained) {
        StagedComputation pipeline = new StagedComputation();
        TrainedNetwork network = TrainedNetwork.decode(pipeline.report(new PlainRun(pipeline)
                        .run(
                                Recipe.start(recipe.inOnePlace(rows.rows())),
                                List.of(LocalRows.of(rows, recipe.seed(), index))))
                .output(NetworkTraining.OUTPUT));
        double[] scores = ScoredRows.of(network, data.test());
        trained.run();
        return scores;
    }

    static Metrics metrics(double[] scores, Table test) {
        return Metrics.of(scores, test.copyLabels().orElseThrow());
    }

    private static double[] mean(List<double[]> scores) {
        double[] mean = new double[scores.get(0).length];
        Arrays.setAll(
                mean, i -> scores.stream().mapToDouble(own -> own[i]).average().orElseThrow());
        return mean;
    }
}
