// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.DoubleConsumer;
import org.cordon.participant.data.Table;
import org.cordon.participant.process.TrainerFailed;
import org.cordon.simulations.engine.Seeds;
import org.cordon.simulations.engine.Trial;
import org.cordon.simulations.learner.Learner;
import org.cordon.simulations.learner.LocalWork;

/**
 * What a federation is measured against: every exchange alone, the mean of their outputs, and a model from all rows in one place;
 * the same model from the same start, with as many passes over the rows.
 */
final class Comparison {
    private final Trial trial;
    private final Ground ground;
    private final DoubleConsumer trained;
    private final double rows;

    /**
     * What one trial is compared with.
     *
     * @param trained told of every pass over the rows of all exchanges, or the part of one that was made
     */
    Comparison(Trial trial, Ground ground, DoubleConsumer trained) {
        this.trial = trial;
        this.ground = ground;
        this.trained = trained;
        this.rows = Math.max(1, ground.all());
    }

    SortedMap<String, Double> figures(int threads) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "comparison");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Future<float[]> pooled = pool.submit(() -> outputs(ground.pooled(), ground.exchanges()));
            List<Future<float[]>> alone = new ArrayList<>();
            for (int exchange = 0; exchange < ground.exchanges(); exchange++) {
                int own = exchange;
                alone.add(pool.submit(() -> outputs(ground.rows(own), own)));
            }
            return figures(alone, pooled);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof TrainerFailed trainer) {
                throw trainer;
            }
            throw new IllegalStateException("a model to compare with could not be trained", failed.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private SortedMap<String, Double> figures(List<Future<float[]>> alone, Future<float[]> pooled)
            throws ExecutionException, InterruptedException {
        Learner learner = trial.method().learner();
        SortedMap<String, Double> figures = new TreeMap<>();
        List<SortedMap<String, Double>> each = new ArrayList<>();
        float[] mean = new float[0];
        for (Future<float[]> one : alone) {
            float[] outputs = one.get();
            each.add(learner.judge(outputs, ground.test()));
            if (mean.length == 0) {
                mean = new float[outputs.length];
            }
            for (int k = 0; k < mean.length; k++) {
                mean[k] += outputs[k] / alone.size();
            }
        }
        Spread.of(each).forEach((name, value) -> figures.put("alone/" + name, value));
        learner.judge(mean, ground.test()).forEach((name, value) -> figures.put("scoreAveraging/" + name, value));
        learner.judge(pooled.get(), ground.test()).forEach((name, value) -> figures.put("pooled/" + name, value));
        return figures;
    }

    private float[] outputs(Table table, int number) {
        Learner learner = trial.method().learner();
        float[] parameters = learner.start(Seeds.of(trial.seed(), "first parameters"));
        LocalWork work = LocalWork.of(trial.method().plan());
        for (int round = 0; round < trial.rounds() && table.rows() > 0; round++) {
            parameters = learner.train(parameters, table, work, Seeds.of(trial.seed(), "alone", round, number))
                    .parameters();
            trained.accept(table.rows() / rows);
        }
        return learner.outputs(parameters, ground.test());
    }
}
