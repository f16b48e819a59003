// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cordon.participant.data.Table;
import org.cordon.participant.process.TrainerFailed;
import org.cordon.participant.training.TrainingDiverged;

/**
 * What a federation is measured against: every exchange alone, the mean of their outputs, and a model from all rows in one place;
 * the same model from the same start, with as many passes over the rows as the federation played rounds.
 *
 * <p>Exchanges that have nothing to train on count in no mean, nor do models that diverge; figures tell how many there are.
 */
final class Comparison {
    private final Compared compared;
    private final Ground ground;

    /**
     * Over the rows of one run.
     *
     * @param compared trains and judges the models
     */
    Comparison(Compared compared, Ground ground) {
        this.compared = compared;
        this.ground = ground;
    }

    /** A model that is trained in one place. */
    interface Compared {
        /**
         * What a model from {@code rows} says of the rows of the test; empty where nothing could be trained.
         *
         * @param number of the exchange; that of exchanges for all rows
         * @throws TrainingDiverged if it did
         */
        Optional<double[]> outputs(Table rows, int number) throws InterruptedException;

        /** How outputs of several become those of one. */
        default Averaging averaging() {
            return Averaging.MEAN;
        }

        /** How good outputs, or those of several in one, are. */
        SortedMap<String, Double> judge(double[] outputs);
    }

    /** Outputs of one model; none where nothing was trained. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Outputs(Optional<double[]> values, boolean diverged) {}

    SortedMap<String, Double> figures(int threads) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "comparison");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Future<Outputs> pooled = pool.submit(() -> outputs(ground.pooled(), ground.exchanges()));
            SortedMap<String, Double> figures = alone(pool, 2 * threads);
            figures.putAll(pooled(pooled.get()));
            return figures;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof TrainerFailed trainer) {
                throw trainer;
            }
            throw new IllegalStateException("a model to compare with could not be trained", failed.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private SortedMap<String, Double> pooled(Outputs pooled) {
        SortedMap<String, Double> figures = new TreeMap<>();
        pooled.values()
                .ifPresent(outputs -> judge(outputs).forEach((name, value) -> figures.put("pooled/" + name, value)));
        if (pooled.diverged()) {
            figures.put("pooled/diverged", 1.0);
        }
        return figures;
    }

    /** Outputs are added up in order and let go; so many are there at once. */
    private SortedMap<String, Double> alone(ExecutorService pool, int atOnce)
            throws ExecutionException, InterruptedException {
        Deque<Future<Outputs>> ahead = new ArrayDeque<>();
        List<SortedMap<String, Double>> each = new ArrayList<>();
        double[] mean = new double[0];
        int diverged = 0;
        int begun = 0;
        for (int exchange = 0; exchange < ground.exchanges(); exchange++) {
            for (; begun < Math.min(ground.exchanges(), exchange + atOnce); begun++) {
                int own = begun;
                ahead.add(pool.submit(() -> outputs(ground.rows(own), own)));
            }
            Outputs one = ahead.remove().get();
            diverged += one.diverged() ? 1 : 0;
            if (one.values().isPresent()) {
                double[] outputs = one.values().orElseThrow();
                each.add(judge(outputs));
                mean = mean.length == 0 ? new double[outputs.length] : mean;
                compared.averaging().add(mean, outputs, ground.exchanges());
            }
        }
        return figures(each, mean, diverged);
    }

    private SortedMap<String, Double> figures(List<SortedMap<String, Double>> each, double[] mean, int diverged) {
        SortedMap<String, Double> figures = new TreeMap<>();
        Spread.of(each).forEach((name, value) -> figures.put("alone/" + name, value));
        int left = ground.exchanges() - each.size();
        if (left > 0 && !each.isEmpty()) {
            compared.averaging().end(mean, ground.exchanges(), each.size());
        }
        if (!each.isEmpty()) {
            judge(mean).forEach((name, value) -> figures.put("scoreAveraging/" + name, value));
        }
        if (diverged > 0) {
            figures.put("alone/diverged", (double) diverged);
        }
        if (left > diverged) {
            figures.put("alone/untrained", (double) (left - diverged));
        }
        return figures;
    }

    private SortedMap<String, Double> judge(double[] outputs) {
        return compared.judge(outputs);
    }

    private Outputs outputs(Table table, int number) throws InterruptedException {
        try {
            return new Outputs(compared.outputs(table, number), false);
        } catch (TrainingDiverged diverged) {
            return new Outputs(Optional.empty(), true);
        }
    }
}
