// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.util.Optional;
import java.util.SortedMap;
import org.cordon.simulations.summing.Summing;

/** Plays trials; exchanges work on the threads of this process, or where {@link RemoteWork} takes them. */
public final class Playing {
    private final int threads;
    private final Summing summing;
    private final Optional<RemoteWork> remote;

    public Playing(int threads, Summing summing) {
        this(threads, summing, Optional.empty());
    }

    /** @param remote where honest exchanges work, if not here; attackers always work here */
    public Playing(int threads, Summing summing, Optional<RemoteWork> remote) {
        this.threads = threads;
        this.summing = summing;
        this.remote = remote;
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
        Contradictions.refuse(trial.crowd().selection(), summing);
        ClientWork work = new ClientWork(trial);
        try (ThreadEngine here = new ThreadEngine(work, threads);
                Engine engine = remote.<Engine>map(elsewhere -> new RemoteEngine(elsewhere, threads))
                        .orElse(here)) {
            TrialRun.Outcome outcome = new TrialRun(trial, work, engine, here, summing, listener).run();
            return new Ended(
                    outcome.diverged(), outcome.rounds(), outcome.reached(), outcome.parameters(), outcome.metrics());
        }
    }
}
