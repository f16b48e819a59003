// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.cordon.model.LocalPlan;
import org.cordon.participant.contribution.UpdateEncoding;
import org.cordon.participant.data.Table;
import org.cordon.participant.training.TrainingDiverged;
import org.cordon.simulations.defence.Bounding;
import org.cordon.simulations.learner.Learner;
import org.cordon.simulations.learner.LocalWork;
import org.cordon.simulations.strategy.Local;
import org.cordon.simulations.strategy.Memory;
import org.cordon.simulations.strategy.Own;

/**
 * What an exchange does in a round: trains, bounds its update and encodes it as production does.
 *
 * <p>Safe for concurrent use for different exchanges.
 */
final class ClientWork {
    private static final String TRAINED_OWN = "personal model";

    private final Trial trial;

    ClientWork(Trial trial) {
        this.trial = trial;
    }

    /** Update, more words of the strategy's, and how it was trained. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Raw(double[] update, Optional<double[]> extra, int rows, int steps) {}

    /** The work of an honest exchange. */
    ClientResult honest(RoundOrder order, ClientTask task) {
        Raw raw = train(order, task, UnaryOperator.identity(), task.memory());
        return encode(order, task, raw, personal(order, task));
    }

    /** Trains as {@code passes} say, on rows as {@code seen} turns them. */
    Raw train(RoundOrder order, ClientTask task, UnaryOperator<Table> seen, Memory memory) {
        Table rows = seen.apply(trial.crowd().rows().apply(task.exchange()));
        Trial.Method method = trial.method();
        float[] start = order.parameters();
        if (rows.rows() == 0) {
            return nothing(order, task);
        }
        LocalPlan plan = plan(task.passes());
        Own own = new Own(task.exchange(), order.round(), start, order.shared(), memory);
        LocalWork work = method.strategy().work(plan, own);
        Learner.Trained trained = method.learner().train(start, rows, work, orderSeed(order, task));
        if (trained.rows() == 0) {
            return nothing(order, task);
        }
        double[] update = new double[start.length];
        for (int k = 0; k < update.length; k++) {
            update[k] = (double) trained.parameters()[k] - start[k];
        }
        Local local = local(trained.parameters(), trained.steps(), work.plan().learningRate());
        Optional<double[]> extra = method.strategy().extra(own, local);
        return new Raw(method.strategy().sent(own, update), extra, trained.rows(), trained.steps());
    }

    /** Of who had nothing to train on; it remembers nothing of it. */
    private Raw nothing(RoundOrder order, ClientTask task) {
        return new Raw(new double[order.parameters().length], zeros(order, task), 0, 0);
    }

    private Local local(float[] trained, int steps, double learningRate) {
        return new Local(trained, steps, learningRate, Extras.of(trial.method()).bound());
    }

    /** What who has not trained sends in the place of the strategy's words: nothing new. */
    Optional<double[]> zeros(RoundOrder order, ClientTask task) {
        Own own = new Own(task.exchange(), order.round(), order.parameters(), order.shared(), new Memory());
        Local still = local(order.parameters().clone(), 1, trial.method().plan().learningRate());
        return trial.method().strategy().extra(own, still).map(extra -> new double[extra.length]);
    }

    private LocalPlan plan(int passes) {
        LocalPlan plan = trial.method().plan();
        return passes == plan.epochs() ? plan : plan.withEpochs(passes);
    }

    private long orderSeed(RoundOrder order, ClientTask task) {
        return Seeds.of(trial.seed(), "rows", order.round(), task.exchange());
    }

    /** What is sent for an update, whoever made it. */
    ClientResult encode(
            RoundOrder order, ClientTask task, Raw raw, Optional<SortedMap<String, Double>> personalMetrics) {
        double[] bounded = trial.method()
                .defence()
                .map(defence -> defence.bound(raw.update(), new Bounding(order.round(), order.previous())))
                .orElse(raw.update());
        requireFinite(task, raw.update());
        requireFinite(task, bounded);
        UpdateEncoding encoding = new UpdateEncoding(trial.method().bounds());
        UpdateEncoding.Encoded encoded = encoding.encode(bounded, raw.rows());
        Extras extras = Extras.of(trial.method());
        long[] words = encoded.words();
        double shrink = encoded.shrink();
        if (raw.extra().isPresent()) {
            double[] extra = raw.extra().orElseThrow();
            requireFinite(task, extra);
            words = extras.join(words, extra);
            shrink = Math.min(shrink, extras.shrink(extra));
        }
        return new ClientResult(
                task.exchange(), words, raw.rows(), raw.steps(), norm(raw.update()), shrink, personalMetrics);
    }

    /** What is not finite would become zeros without a word. */
    private static void requireFinite(ClientTask task, double[] sent) {
        for (double value : sent) {
            if (!Double.isFinite(value)) {
                throw new TrainingDiverged(
                        "what exchange " + task.exchange() + " sends must be finite, but holds " + value);
            }
        }
    }

    /** Trains the exchange's own model, where the strategy has one. */
    private Optional<SortedMap<String, Double>> personal(RoundOrder order, ClientTask task) {
        Trial.Method method = trial.method();
        Own own = new Own(task.exchange(), order.round(), order.parameters(), order.shared(), task.memory());
        Optional<LocalWork> work = method.strategy().personal(plan(task.passes()), own);
        if (work.isEmpty()) {
            return Optional.empty();
        }
        Table rows = trial.crowd().rows().apply(task.exchange());
        float[] start = task.memory()
                .get(TRAINED_OWN)
                .map(ClientWork::floats)
                .orElseGet(() -> order.parameters().clone());
        float[] trained = rows.rows() == 0
                ? start
                : method.learner()
                        .train(start, rows, work.orElseThrow(), orderSeed(order, task))
                        .parameters();
        task.memory().put(TRAINED_OWN, doubles(trained));
        return order.judged()
                ? Optional.of(
                        method.learner().evaluate(trained, trial.evaluation().test()))
                : Optional.empty();
    }

    static double norm(double[] vector) {
        double squares = 0;
        for (double value : vector) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    private static float[] floats(double[] values) {
        float[] narrow = new float[values.length];
        for (int k = 0; k < narrow.length; k++) {
            narrow[k] = (float) values[k];
        }
        return narrow;
    }

    private static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        for (int k = 0; k < wide.length; k++) {
            wide[k] = values[k];
        }
        return wide;
    }
}
