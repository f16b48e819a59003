// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.participant.contribution.UpdateEncoding;
import org.cordon.simulations.attack.AsksForOthers;
import org.cordon.simulations.attack.Attack;
import org.cordon.simulations.defence.Defence;
import org.cordon.simulations.defence.Updates;
import org.cordon.simulations.engine.TrialListener.RoundPlayed;
import org.cordon.simulations.summing.Summing;

/**
 * How a round's vectors come together: added up as they come, or kept one by one where a defence or an attack looks at them.
 *
 * <p>Keeps nothing of a vector that is only added, so that memory does not grow with the number of exchanges.
 */
final class Gathering {
    private final Trial trial;
    private final ClientWork work;
    private final ThreadEngine here;
    private final Summing summing;
    private boolean attackAsksForOthers;
    private List<ClientResult> results = List.of();
    private int asked;
    private int summed;
    private double norm;
    private Summing.Traffic traffic = new Summing.Traffic(0, 0);
    private int cohortSize;

    Gathering(Trial trial, ClientWork work, ThreadEngine here, Summing summing) {
        this.trial = trial;
        this.work = work;
        this.here = here;
        this.summing = summing;
    }

    /** What a round came to. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Gathered(double[] update, Optional<double[]> extra, int participants) {}

    /** Metadata of everybody that sent something in the last round, by exchange; without words unless they were looked at. */
    List<ClientResult> results() {
        return results;
    }

    RoundPlayed played(int round, Optional<SortedMap<String, Double>> metrics) {
        return new RoundPlayed(round, asked, summed, norm, traffic.up() * summed, traffic.down() * cohortSize, metrics);
    }

    /** Has all tasks done; empty if no sum could be opened, or nobody has weight. */
    Optional<Gathered> gather(Engine engine, RoundOrder order, List<Selection.Asked> asked, List<ClientTask> tasks)
            throws InterruptedException {
        this.asked = asked.size();
        this.summed = 0;
        this.norm = 0;
        List<Integer> cohort = asked.stream()
                .filter(one -> one.standing() != Selection.Standing.UNAVAILABLE)
                .map(Selection.Asked::exchange)
                .toList();
        this.cohortSize = cohort.size();
        Sink sink = new Sink(order.round(), cohort);
        List<ClientTask> honest =
                tasks.stream().filter(task -> !trial.attacks(task.exchange())).toList();
        List<ClientTask> attackers =
                tasks.stream().filter(task -> trial.attacks(task.exchange())).toList();
        boolean first = !attackers.isEmpty() && !attackAsksForOthers && attackFirst(order, tasks, attackers, sink);
        engine.each(order, honest, sink);
        if (!attackers.isEmpty() && !first) {
            attack(order, tasks, attackers, Optional.of(sink.updates()), sink);
        }
        results = sink.inOrder();
        Optional<Gathered> gathered = trial.method().looksAtSingles() ? defended(order, sink) : summed(sink);
        gathered.ifPresent(sum -> {
            this.summed = sum.participants();
            this.norm = ClientWork.norm(sum.update());
        });
        return gathered;
    }

    /** Tries the attack before the honest have sent anything; false if it has to wait for them. */
    private boolean attackFirst(RoundOrder order, List<ClientTask> tasks, List<ClientTask> attackers, Sink sink)
            throws InterruptedException {
        List<ClientResult> made = Collections.synchronizedList(new ArrayList<>());
        List<ClientTask> tried = attackers.stream().map(ClientTask::copy).toList();
        try {
            attack(order, tasks, tried, Optional.empty(), made::add);
        } catch (AsksForOthers waits) {
            attackAsksForOthers = true;
            return false;
        }
        for (int i = 0; i < tried.size(); i++) {
            attackers.get(i).memory().replace(tried.get(i).memory().all());
        }
        made.forEach(sink);
        return true;
    }

    private void attack(
            RoundOrder order,
            List<ClientTask> tasks,
            List<ClientTask> attackers,
            Optional<List<double[]>> others,
            Consumer<ClientResult> sink)
            throws InterruptedException {
        Attack attack = trial.threat().orElseThrow().attack();
        AttackWork attacking = new AttackWork(trial, work, attack, order, tasks, others);
        here.each(attackers, attacking::attack, sink);
    }

    private Optional<Gathered> summed(Sink sink) {
        Optional<long[]> opened = sink.round.flatMap(Summing.Round::sum);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        long[] sum = opened.orElseThrow();
        long weight = sum[sum.length - 1];
        if (weight == 0) {
            return Optional.empty();
        }
        int parameters = trial.method().learner().parameters();
        double[] update = new UpdateEncoding(trial.method().bounds()).decode(sum, parameters, weight);
        int participants = sink.inOrder().size();
        return Optional.of(
                new Gathered(update, Extras.of(trial.method()).mean(sum, parameters, participants), participants));
    }

    private Optional<Gathered> defended(RoundOrder order, Sink sink) {
        List<ClientResult> weighty =
                sink.inOrder().stream().filter(result -> result.weight() > 0).toList();
        if (weighty.isEmpty()) {
            return Optional.empty();
        }
        Defence defence = trial.method().defence().orElseThrow();
        double share = trial.threat().map(Trial.Threat::share).orElse(0.0);
        double[] update = defence.combine(new Updates(
                order.round(),
                weighty.stream().map(sink::decoded).toList(),
                weighty.stream().mapToDouble(ClientResult::weight).toArray(),
                harmful(share, weighty.size()),
                order.previous(),
                Seeds.random(trial.seed(), "defence", order.round())));
        int parameters = trial.method().learner().parameters();
        long[] sum = new long[weighty.get(0).words().length];
        weighty.forEach(result -> Arrays.setAll(sum, k -> sum[k] + result.words()[k]));
        return Optional.of(
                new Gathered(update, Extras.of(trial.method()).mean(sum, parameters, weighty.size()), weighty.size()));
    }

    /** Of so many updates at the most; one at least where somebody attacks. */
    private static int harmful(double share, int updates) {
        return share > 0 ? (int) Math.max(1, Math.rint(share * updates)) : 0;
    }

    /** Takes results from any thread. */
    private final class Sink implements Consumer<ClientResult> {
        private final int number;
        private final List<Integer> cohort;
        private final boolean keeps;
        private final List<ClientResult> kept = new ArrayList<>();
        private Optional<Summing.Round> round = Optional.empty();
        private int words;

        Sink(int number, List<Integer> cohort) {
            this.number = number;
            this.cohort = cohort;
            this.keeps = trial.method().looksAtSingles() || attackAsksForOthers;
        }

        @Override
        public void accept(ClientResult result) {
            Summing.Round open = opened(result.words().length);
            if (!trial.method().looksAtSingles()) {
                open.add(result.exchange(), result.words());
            }
            keep(result);
        }

        private synchronized Summing.Round opened(int length) {
            if (round.isEmpty()) {
                long largest = Math.max(
                        trial.method().bounds().maxWord(),
                        trial.method().bounds().maxWeight());
                Summing.Round begun = summing.open(number, cohort, length, largest);
                traffic = begun.traffic();
                round = Optional.of(begun);
                words = length;
            } else if (words != length) {
                throw new CommandFailure(
                        ExitCode.UNREADABLE_INPUT,
                        "strategy must have every exchange of a round add as many words beside its update, but in round "
                                + number + " the difference was " + Math.abs(words - length),
                        "Correct extra() of the plugin that is the strategy");
            }
            return round.orElseThrow();
        }

        private synchronized void keep(ClientResult result) {
            kept.add(keeps || attackAsksForOthers ? result : result.withoutVector());
        }

        synchronized List<ClientResult> inOrder() {
            return kept.stream()
                    .sorted(Comparator.comparingInt(ClientResult::exchange))
                    .toList();
        }

        /** What was sent so far, by exchange. */
        List<double[]> updates() {
            return inOrder().stream().map(this::decoded).toList();
        }

        double[] decoded(ClientResult result) {
            return new UpdateEncoding(trial.method().bounds())
                    .decode(result.words(), trial.method().learner().parameters(), result.weight());
        }
    }
}
