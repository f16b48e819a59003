// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.util.Optional;
import java.util.SortedMap;
import org.cordon.simulations.summing.Summing;

/** Plays trials on the threads of this process. */
public final class Playing {
    private final int threads;
    private final Summing summing;

    public Playing(int threads, Summing summing) {
        this.threads = threads;
        this.summing = summing;
    }

    /**
     * Where a run ended.
     *
     * @param diverged whether a parameter ceased to be finite
     * @param rounds that were played
     * @param reached round, from 0, after which the target was met
     * @param parameters of the last model
     * @param metrics of the last model that was judged
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Ended(
            boolean diverged,
            int rounds,
            Optional<Integer> reached,
            float[] parameters,
            SortedMap<String, Double> metrics) {}

    /** Plays one trial; what happens is told as it happens. */
    public Ended play(Trial trial, TrialListener listener) throws InterruptedException {
        ClientWork work = new ClientWork(trial);
        try (ThreadEngine engine = new ThreadEngine(work, threads)) {
            TrialRun.Outcome outcome = new TrialRun(trial, work, engine, engine, summing, listener).run();
            return new Ended(
                    outcome.diverged(), outcome.rounds(), outcome.reached(), outcome.parameters(), outcome.metrics());
        }
    }
}
