// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.staged;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.computation.Computations;
import org.cordon.computation.Detector;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.Query;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.participant.contribution.ContributionContext;
import org.cordon.participant.contribution.Contributors;
import org.cordon.participant.data.Table;
import org.cordon.participant.training.DenseTrainer;
import org.cordon.simulations.summing.Summing;
import org.cordon.suite.Bytes;

/**
 * Learns a {@link StagedModel} as production does: a pipeline of scaling and the model's computation, with production's public and
 * private halves.
 */
public final class StagedLearner {
    private static final String MODEL = "model";

    private final StagedComputation pipeline = new StagedComputation();
    private final Contributors contributors = Contributors.installed();
    private final StagedModel model;
    private final Bytes stages;

    public StagedLearner(StagedModel model, StagedModel.Setting setting) {
        this.model = model;
        this.stages = Stages.of(
                        new Stages.Stage(
                                Scaling.NAME,
                                Scaling.NAME,
                                ScalingPlan.of(setting.columns(), setting.maxRows())
                                        .encode()),
                        new Stages.Stage(MODEL, model.computation(), model.parameters(setting)))
                .encode();
    }

    /**
     * The model of these exchanges together.
     *
     * @param exchanges raw rows of each, with labels where there are some
     * @param summed told of every sum: its number from 0, and its traffic
     */
    public Detector learn(
            List<Table> exchanges,
            Summing summing,
            ExecutorService workers,
            BiConsumer<Integer, Summing.Traffic> summed)
            throws InterruptedException {
        List<Integer> everybody = IntStream.range(0, exchanges.size()).boxed().toList();
        List<ContributionContext> contexts = exchanges.stream()
                .map(any -> new ContributionContext(0, new DenseTrainer()))
                .toList();
        Bytes state = pipeline.start(stages, Map.of());
        for (int round = 0; pipeline.query(state).isPresent(); round++) {
            Query query = pipeline.query(state).orElseThrow();
            Summing.Round sum = summing.open(round, everybody, query.length(), query.maxAbs());
            Bytes from = state;
            List<Future<?>> adding = new ArrayList<>();
            for (int exchange : everybody) {
                adding.add(workers.submit(() -> sum.add(
                        exchange,
                        contributors.encode(
                                StagedComputation.NAME,
                                query,
                                from,
                                exchanges.get(exchange),
                                contexts.get(exchange)))));
            }
            await(adding);
            long[] opened = sum.sum().orElseThrow(() -> tooFew(summing.fewest(), everybody.size()));
            state = pipeline.advance(state, OpenedSum.wrap(opened, everybody.size()));
            summed.accept(round, sum.traffic());
        }
        return Computations.installed()
                .named(model.computation())
                .detector(pipeline.report(state).output(model.computation()))
                .orElseThrow();
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
