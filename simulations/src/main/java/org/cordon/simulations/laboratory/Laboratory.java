// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.participant.process.ExternalTrainer;
import org.cordon.participant.process.TrainerFailed;
import org.cordon.simulations.engine.Playing;
import org.cordon.simulations.engine.RemoteWork;
import org.cordon.simulations.engine.Trial;
import org.cordon.simulations.engine.TrialListener;
import org.cordon.simulations.experiment.Experiment;
import org.cordon.simulations.experiment.Run;
import org.cordon.simulations.plugin.Plugins;
import org.cordon.simulations.results.ResultStore;
import org.cordon.simulations.results.RunRow;
import org.cordon.simulations.results.RunWriter;
import org.cordon.simulations.staged.StagedModel;
import org.cordon.simulations.summing.PlainSumming;
import org.cordon.simulations.summing.SecureSumming;
import org.cordon.simulations.summing.Summing;

/**
 * Plays the runs of an experiment, one after the other, and keeps what came of each.
 *
 * <p><b>Guarantees.</b> Runs that are over are not played again. Whatever is interrupted, the tables are those of an uninterrupted
 * start once all runs are over.
 */
public final class Laboratory {
    private final Path base;
    private final Path home;
    private final Plugins plugins;
    private final int threads;
    private final Progress progress;
    private final Preparation preparation;
    private final Optional<Elsewhere> elsewhere;

    /** Where exchanges work, if not here, and the experiment's file for it. */
    private record Elsewhere(Cluster cluster, String text) {}

    /**
     * A laboratory.
     *
     * @param base what paths of data are relative to, and in which an external trainer starts
     * @param threads how many exchanges train at once
     */
    public Laboratory(Path base, Plugins plugins, int threads, Progress progress) {
        this(base, base, plugins, threads, progress);
    }

    /**
     * Over data and programs.
     *
     * @param base that paths of data are relative to
     * @param home in which an external trainer starts
     */
    Laboratory(Path base, Path home, Plugins plugins, int threads, Progress progress) {
        this(base, home, plugins, threads, progress, Optional.empty());
    }

    private Laboratory(
            Path base, Path home, Plugins plugins, int threads, Progress progress, Optional<Elsewhere> elsewhere) {
        this.base = base;
        this.home = home;
        this.plugins = plugins;
        this.threads = threads;
        this.progress = progress;
        this.preparation = new Preparation(base, plugins);
        this.elsewhere = elsewhere;
    }

    /**
     * The same with exchanges that work on a cluster.
     *
     * @param text of the experiment's file
     */
    Laboratory on(Cluster cluster, String text) {
        return new Laboratory(base, home, plugins, threads, progress, Optional.of(new Elsewhere(cluster, text)));
    }

    /** How many runs were played now. Nothing is written before data and plugins of all runs are there. */
    public int run(List<Run> runs, ResultStore store) throws IOException, InterruptedException {
        runs.forEach(run -> preparation.requirePlugins(run.settings()));
        if (elsewhere.isPresent()
                && runs.stream().anyMatch(run -> run.settings().trainer().isPresent())) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    "trainer must be left out where exchanges work on a cluster, but was given",
                    "Leave out --engine, or the trainer");
        }
        if (elsewhere.isPresent()
                && runs.stream().anyMatch(run -> run.settings().model().staged().isPresent())) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    "model must be a network where exchanges work on a cluster, but was another",
                    "Leave out --engine, or use model.network");
        }
        RunName names = new RunName(base, home, plugins.digests());
        List<ResultStore.Listed> order = new ArrayList<>();
        runs.forEach(run -> order.add(new ResultStore.Listed(names.of(run), run.label(), run.point())));
        Closeable held = store.hold();
        try {
            return run(runs, order, store);
        } finally {
            held.close();
        }
    }

    private int run(List<Run> runs, List<ResultStore.Listed> order, ResultStore store)
            throws IOException, InterruptedException {
        Set<String> done = store.done();
        List<Run> left = new ArrayList<>();
        List<String> leftNames = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            if (!done.contains(order.get(i).run())) {
                left.add(runs.get(i));
                leftNames.add(order.get(i).run());
            }
        }
        progress.begin(runs.size(), left);
        try {
            for (int i = 0; i < left.size(); i++) {
                progress.run(left.get(i));
                long start = System.nanoTime();
                playTrained(left.get(i), leftNames.get(i), store);
                store.timed(leftNames.get(i), (System.nanoTime() - start) / 1e9);
                progress.over();
            }
        } catch (IOException | InterruptedException | RuntimeException failed) {
            publishBeside(failed, order, store);
            throw failed;
        }
        store.publish(order);
        return left.size();
    }

    /** What keeps the tables from being written must not hide why the runs ended. */
    private static void publishBeside(Exception failed, List<ResultStore.Listed> order, ResultStore store) {
        try {
            store.publish(order);
        } catch (IOException | RuntimeException second) {
            failed.addSuppressed(second);
        }
    }

    private void playTrained(Run run, String name, ResultStore store) throws IOException, InterruptedException {
        Optional<Experiment.Trainer> named = run.settings().trainer();
        if (named.isEmpty()) {
            play(run, name, store, new Wiring(plugins));
            return;
        }
        try (ExternalTrainer trainer = Trainers.start(named.orElseThrow(), home, progress::said)) {
            play(run, name, store, new Wiring(plugins, Optional.of(trainer)));
        } catch (TrainerFailed failed) {
            throw new CommandFailure(ExitCode.CHECK_FAILED, failed.sentence(), failed.mend(), failed);
        }
    }

    private void play(Run run, String name, ResultStore store, Wiring wiring) throws IOException, InterruptedException {
        Experiment settings = run.settings();
        Summing summing = settings.secureSum().orElse(false)
                ? new SecureSumming(run.seed(), threads, progress::say)
                : new PlainSumming();
        Optional<StagedModel> staged = settings.model().staged();
        if (staged.isPresent()) {
            playStaged(run, name, store, summing, staged.orElseThrow());
            return;
        }
        Preparation.Prepared prepared = preparation.of(run, summing, wiring);
        Trial trial = prepared.trial();
        Ground ground = prepared.ground();
        Optional<RemoteWork> remote = elsewhere.map(
                there -> there.cluster().work(new RunOrder(there.text(), base, plugins.sources(), name).encode()));
        try (RunWriter writer = store.begin(name)) {
            Personal personal = new Personal(writer);
            Playing.Ended ended = new Playing(threads, summing, remote).play(trial, new Told(personal, progress));
            SortedMap<String, Double> figures = personal.figures();
            if (settings.compare().orElse(false) && !ended.diverged()) {
                figures.putAll(
                        new Comparison(new LearnerCompared(trial, ground, ended.rounds(), progress::compared), ground)
                                .figures(threads));
            }
            RunRow.Ending ending = new RunRow.Ending(
                    ended.diverged(),
                    ended.rounds(),
                    ended.reached().map(round -> round + 1),
                    ended.metrics(),
                    figures);
            writer.finish(new RunRow(Shapes.of(run, name, ground, trial, plugins.digests()), ending));
        }
    }

    private void playStaged(Run run, String name, ResultStore store, Summing summing, StagedModel model)
            throws IOException, InterruptedException {
        Ground ground = preparation.raw(run);
        StagedTrial trial = new StagedTrial(model, run, ground, progress::compared);
        try (RunWriter writer = store.begin(name)) {
            StagedTrial.Ended ended = trial.play(summing, threads, (played, step) -> {
                writer.round(played);
                step.ifPresent(number -> progress.round(number, played.metrics()));
            });
            SortedMap<String, Double> figures = run.settings().compare().orElse(false)
                    ? new Comparison(trial, ground).figures(threads)
                    : new TreeMap<>();
            figures.putAll(Tripped.together(ended.metrics()));
            trial.noise().ifPresent(noise -> figures.putAll(noise.promised().figures()));
            writer.finish(new RunRow(
                    Shapes.of(run, name, ground, trial, plugins.digests()),
                    new RunRow.Ending(false, ended.sums(), Optional.empty(), ended.metrics(), figures)));
        }
    }

    /** Passes on what happens and shows rounds. */
    private record Told(TrialListener next, Progress progress) implements TrialListener {
        @Override
        public void client(ClientPlayed client) {
            next.client(client);
        }

        @Override
        public void round(RoundPlayed round) {
            next.round(round);
            progress.round(round.round(), round.metrics());
        }
    }

    /** Remembers the newest metrics of personal models. */
    private static final class Personal implements TrialListener {
        private final TrialListener next;
        private final Map<Integer, SortedMap<String, Double>> newest = new TreeMap<>();

        Personal(TrialListener next) {
            this.next = next;
        }

        @Override
        public void client(ClientPlayed client) {
            next.client(client);
            client.personal().ifPresent(metrics -> newest.put(client.exchange(), metrics));
        }

        @Override
        public void round(RoundPlayed round) {
            next.round(round);
        }

        SortedMap<String, Double> figures() {
            SortedMap<String, Double> figures = new TreeMap<>();
            Spread.of(List.copyOf(newest.values())).forEach((name, value) -> figures.put("personal/" + name, value));
            return figures;
        }
    }
}
