// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cordon.participant.training.TrainingDiverged;
import org.cordon.simulations.engine.TrialListener.ClientPlayed;
import org.cordon.simulations.engine.TrialListener.Status;
import org.cordon.simulations.strategy.Mean;
import org.cordon.simulations.strategy.Memory;
import org.cordon.simulations.summing.Summing;

/**
 * One run, round by round: ask, train, add up, step, judge.
 *
 * <p><b>Guarantees.</b> What it tells its listener is a function of the trial alone: not of the engine or the number of threads, nor,
 * where every sum opens, but for bytes of whether sums are masked; on one type of CPU.
 */
final class TrialRun {
    private final Trial trial;
    private final Engine engine;
    private final Gathering gathering;
    private final TrialListener listener;
    private final Map<Integer, Memory> memories = new TreeMap<>();
    private final Memory shared = new Memory();
    private float[] parameters;
    private double[] previous;

    /** Where a run ended. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Outcome(
            boolean diverged,
            int rounds,
            Optional<Integer> reached,
            float[] parameters,
            SortedMap<String, Double> metrics) {}

    /** A model has ceased to be finite. */
    static final class NotFinite extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    TrialRun(Trial trial, ClientWork work, Engine engine, ThreadEngine here, Summing summing, TrialListener listener) {
        this.trial = trial;
        this.engine = engine;
        this.gathering = new Gathering(trial, work, here, summing);
        this.listener = listener;
        this.parameters = trial.method().learner().start(Seeds.of(trial.seed(), "first parameters"));
        this.previous = new double[parameters.length];
    }

    Outcome run() throws InterruptedException {
        Optional<Integer> reached = Optional.empty();
        SortedMap<String, Double> newest = judge();
        Contradictions.refuse(trial.evaluation(), newest.keySet());
        for (int round = 0; round < trial.rounds(); round++) {
            boolean judged = (round + 1) % trial.evaluation().every() == 0 || round == trial.rounds() - 1;
            try {
                play(round, judged);
                Optional<SortedMap<String, Double>> metrics = judged ? Optional.of(judge()) : Optional.empty();
                listener.round(gathering.played(round, metrics));
                newest = metrics.orElse(newest);
                if (judged && reached.isEmpty() && meets(newest)) {
                    reached = Optional.of(round);
                }
            } catch (TrainingDiverged | NotFinite diverged) {
                return new Outcome(true, round, reached, parameters, newest);
            }
            if (reached.isPresent() && trial.evaluation().stops()) {
                return new Outcome(false, round + 1, reached, parameters, newest);
            }
        }
        return new Outcome(false, trial.rounds(), reached, parameters, newest);
    }

    private void play(int round, boolean judged) throws InterruptedException {
        RoundOrder order = new RoundOrder(round, parameters, previous, shared, judged);
        List<Selection.Asked> asked = trial.crowd()
                .selection()
                .of(trial.seed(), round, trial.method().plan().epochs());
        List<ClientTask> tasks = new ArrayList<>();
        for (Selection.Asked one : asked) {
            if (one.passes() > 0) {
                Memory memory = memories.getOrDefault(one.exchange(), new Memory());
                tasks.add(new ClientTask(one.exchange(), one.passes(), memory.copy()));
            }
        }
        Optional<Gathering.Gathered> gathered = gathering.gather(engine, order, asked, tasks);
        tell(round, asked, gathered.isPresent());
        if (gathered.isPresent()) {
            // Only now: what exchanges remember must agree with what the federation does, and a lost round leaves no
            // trace in it.
            tasks.stream()
                    .filter(task -> !task.memory().isEmpty())
                    .forEach(task -> memories.put(task.exchange(), task.memory()));
            Gathering.Gathered sum = gathered.orElseThrow();
            parameters = trial.method()
                    .strategy()
                    .step(new Mean(
                            round,
                            parameters,
                            sum.update(),
                            sum.extra(),
                            sum.participants(),
                            trial.crowd().selection().exchanges(),
                            shared));
            previous = sum.update();
            requireFinite();
        }
    }

    private void requireFinite() {
        for (int k = 0; k < parameters.length; k++) {
            if (!Float.isFinite(parameters[k])) {
                throw new NotFinite();
            }
        }
    }

    private void tell(int round, List<Selection.Asked> asked, boolean opened) {
        Map<Integer, ClientResult> results =
                gathering.results().stream().collect(Collectors.toMap(ClientResult::exchange, result -> result));
        for (Selection.Asked one : asked) {
            Optional<ClientResult> result = Optional.ofNullable(results.get(one.exchange()));
            listener.client(new ClientPlayed(
                    round,
                    one.exchange(),
                    trial.attacks(one.exchange()),
                    status(one, opened),
                    result.map(ClientResult::rows).orElse(0),
                    result.map(ClientResult::steps).orElse(0),
                    result.map(ClientResult::weight).orElse(0L),
                    result.map(ClientResult::norm).orElse(0.0),
                    result.map(ClientResult::shrink).orElse(1.0),
                    result.flatMap(ClientResult::personal)));
        }
    }

    private static Status status(Selection.Asked one, boolean opened) {
        return switch (one.standing()) {
            case UNAVAILABLE -> Status.UNAVAILABLE;
            case STRAGGLED -> Status.STRAGGLED;
            case IN_TIME, PARTIAL -> opened ? Status.SUMMED : Status.DROPPED;
        };
    }

    private SortedMap<String, Double> judge() {
        return trial.method().learner().evaluate(parameters, trial.evaluation().test());
    }

    /** The loss is met from above, everything else from below. */
    private boolean meets(SortedMap<String, Double> metrics) {
        Map<String, Double> target = trial.evaluation().target();
        return !target.isEmpty()
                && target.entrySet().stream()
                        .allMatch(wanted -> Optional.ofNullable(metrics.get(wanted.getKey()))
                                .filter(value -> wanted.getKey().equals("loss")
                                        ? value <= wanted.getValue()
                                        : value >= wanted.getValue())
                                .isPresent());
    }
}
