// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.staged;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.computation.Computations;
import org.cordon.computation.Detector;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.Query;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.participant.contribution.ContributionContext;
import org.cordon.participant.contribution.Contributors;
import org.cordon.participant.data.Table;
import org.cordon.participant.round.Contribution;
import org.cordon.participant.training.DenseTrainer;
import org.cordon.simulations.engine.NoisyContribution;
import org.cordon.simulations.engine.Seeds;
import org.cordon.simulations.summing.Summing;
import org.cordon.suite.Bytes;

/**
 * Learns a {@link StagedModel} as production does: a pipeline of counts and the model's computation, with production's public and
 * private halves, and each exchange's share of the noise where sums are opened under some.
 *
 * <p><b>Guarantees.</b> The same setting and rows give the same model, bit for bit, on any number of threads; without noise, however the
 * rows are spread. Noise follows from the run's seed, so it hides nothing.
 */
public final class StagedLearner {
    private final StagedComputation pipeline = new StagedComputation();
    private final Contributors contributors = Contributors.installed();
    private final StagedModel model;
    private final long run;
    private final Bytes stages;

    public StagedLearner(StagedModel model, StagedModel.Setting setting) {
        this.model = model;
        this.run = setting.run();
        this.stages = new Stages(model.stages(setting).stream()
                        .map(stage -> new Stages.Stage(stage.computation(), stage.computation(), stage.parameters()))
                        .toList())
                .encode();
    }

    /**
     * One sum that was opened.
     *
     * @param number from 0
     * @param grown the model so far, where it grew by a step and goes on
     * @param done the model, where this was the last sum
     */
    public record Summed(
            int number, Summing.Traffic traffic, Optional<StagedModel.Grown> grown, Optional<Detector> done) {}

    /** Hears of sums. */
    public interface Heard {
        void sum(Summed sum);
    }

    /**
     * The model of these exchanges together.
     *
     * @param exchanges raw rows of each, with labels where there are some
     * @param workers on which exchanges contribute
     */
    public Detector learn(List<Table> exchanges, Summing summing, Executor workers, Heard heard)
            throws InterruptedException {
        List<Exchange> all = IntStream.range(0, exchanges.size())
                .mapToObj(number ->
                        new Exchange(number, exchanges.get(number), new ContributionContext(0, new DenseTrainer())))
                .toList();
        List<Integer> cohort = all.stream().map(Exchange::number).toList();
        Bytes state = pipeline.start(stages, Map.of());
        Optional<Detector> done = Optional.empty();
        int steps = 0;
        for (int number = 0; done.isEmpty(); number++) {
            Query query = pipeline.query(state).orElseThrow();
            Summing.Round sum = summing.open(number, cohort, query.length(), query.maxAbs() + noise(query, all.size()));
            List<Future<?>> adding = new ArrayList<>();
            for (Exchange exchange : all) {
                adding.add(
                        add(sum, contribution(exchange, number, all.size()), exchange.number(), query, state, workers));
            }
            await(adding);
            long[] opened = sum.sum().orElseThrow(() -> tooFew(summing.fewest(), all.size()));
            state = pipeline.advance(state, OpenedSum.wrap(opened, all.size()));
            done = done(state);
            int before = steps;
            Optional<StagedModel.Grown> grown =
                    StagedComputation.position(state).flatMap(model::grown).filter(now -> now.steps() > before);
            steps = grown.map(StagedModel.Grown::steps).orElse(steps);
            heard.sum(new Summed(number, sum.traffic(), grown, done));
        }
        return done.orElseThrow();
    }

    /** One that contributes. */
    private record Exchange(int number, Table rows, ContributionContext context) {}

    private Contribution contribution(Exchange exchange, int sum, int exchanges) {
        SplittableRandom random = Seeds.random(run, "noise", exchanges, sum, exchange.number());
        return new NoisyContribution(
                (query, state) ->
                        contributors.encode(StagedComputation.NAME, query, state, exchange.rows(), exchange.context()),
                exchanges,
                random::nextBytes);
    }

    private static Future<?> add(
            Summing.Round sum, Contribution contribution, int exchange, Query query, Bytes state, Executor workers) {
        return CompletableFuture.runAsync(() -> sum.add(exchange, contribution.contribute(query, state)), workers);
    }

    /** What the noise of one exchange may add to a word. */
    private static long noise(Query query, int exchanges) {
        return query.release()
                .map(release -> NoisyContribution.share(release, exchanges).tail(1))
                .orElse(0L);
    }

    private Optional<Detector> done(Bytes state) {
        return pipeline.query(state).isPresent()
                ? Optional.empty()
                : Computations.installed()
                        .named(model.computation())
                        .detector(pipeline.report(state).output(model.computation()));
    }

    private static void await(List<Future<?>> all) throws InterruptedException {
        for (Future<?> one : all) {
            try {
                Object unused = one.get();
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException("a contribution could not be computed", failed.getCause());
            }
        }
    }

    private static CommandFailure tooFew(int fewest, int exchanges) {
        return new CommandFailure(
                ExitCode.UNREADABLE_INPUT,
                "exchanges.count must be at least " + fewest + " with secureSum, but was " + exchanges,
                "Raise exchanges.count, or leave secureSum out");
    }
}
