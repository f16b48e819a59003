// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import org.cordon.computation.Query;
import org.cordon.computation.network.LocalWork;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.network.PrivateSgd;
import org.cordon.computation.network.TrainingPlan;
import org.cordon.computation.network.TrainingState;
import org.cordon.computation.network.UpdateBounds;
import org.cordon.model.NetworkKind;
import org.cordon.model.ParameterVector;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;
import org.cordon.suite.Transcript;

/**
 * Trains locally and encodes the update as {@link UpdateBounds} says, or adds up clipped gradients as {@link PrivateSgd} says.
 *
 * <p>Held-out rows take no part. An autoencoder learns from the rows with label 0 only, or from all if there are no
 * labels. An exchange without a row to train on contributes zeros at weight 0.
 */
public final class NetworkContributor implements Contributor {
    @Override
    public String name() {
        return NetworkTraining.NAME;
    }

    @Override
    public long[] encode(Query query, Bytes state, Table rows, ContributionContext context) {
        TrainingState at = TrainingState.decode(state);
        TrainingPlan plan = at.plan();
        if (plan.work() instanceof PrivateSgd steps) {
            return gradients(at, steps, rows, context);
        }
        LocalWork.Averaging averaging = (LocalWork.Averaging) plan.work();
        Table training = trainingRows(plan, inputs(at, rows, context), context.seed());
        if (training.rows() == 0) {
            return new long[query.length()];
        }
        ParameterVector start = at.server().parameters();
        LocalTrainer.Trained trained = context.trainer()
                .train(plan.spec(), start, training, averaging.plan(), HeldOut.roundSeed(context.seed(), at.round()));
        return words(averaging.bounds(), start, trained.parameters().requireFits(plan.spec()), trained.rows());
    }

    /** What the network takes of all rows, so that held-out rows stand in histories, too. */
    private static Table inputs(TrainingState at, Table rows, ContributionContext context) {
        if (!at.plan().spec().isSequence()) {
            return context.scaled(rows, at.scaler());
        }
        Bytes key = Bytes.wrap(new Transcript()
                .lp(at.plan().spec().encode())
                .lp(at.scaler().encode())
                .toByteArray());
        return context.derived("sequences", Table.class, rows, key, () -> ScaledRows.of(rows, at.inputs()));
    }

    private static long[] gradients(TrainingState at, PrivateSgd steps, Table rows, ContributionContext context) {
        TrainingPlan plan = at.plan();
        Table training = context.derived(
                "training",
                Table.class,
                rows,
                Bytes.wrap(new Transcript()
                        .lp(plan.encode())
                        .lp(at.scaler().encode())
                        .toByteArray()),
                () -> learntFrom(
                        plan,
                        ScaledRows.of(
                                UnitRows.split(
                                        UnitRows.labelled(
                                                HistoryRows.of(rows, at.inputs().features()),
                                                steps.protects(),
                                                context.seed(),
                                                plan.spec().classes()),
                                        context.seed(),
                                        plan.holdoutPerMille(),
                                        false),
                                at.inputs())));
        return context.trainer()
                .clippedGradients(
                        new LocalTrainer.PrivateStep(
                                plan.spec(),
                                at.server().parameters(),
                                steps,
                                at.clipNorm().orElse(steps.clipNorm())),
                        training,
                        context.randomness());
    }

    private static Table trainingRows(TrainingPlan plan, Table scaled, long seed) {
        return learntFrom(
                plan, scaled.filter(HeldOut.rows(seed, plan.holdoutPerMille()).negate()));
    }

    private static Table learntFrom(TrainingPlan plan, Table kept) {
        UnfitRows.requireLabels(kept, plan.spec().classes());
        if (plan.spec().kind() == NetworkKind.AUTOENCODER) {
            return kept.labelled() ? kept.filter(row -> kept.label(row) == 0f) : kept;
        }
        if (!kept.labelled()) {
            throw new UnfitRows("rows must be labelled to train a classifier, but were not");
        }
        return kept;
    }

    static long[] words(UpdateBounds bounds, ParameterVector start, ParameterVector trained, int rows) {
        double[] update = new double[start.length()];
        for (int k = 0; k < update.length; k++) {
            update[k] = (double) trained.get(k) - start.get(k);
        }
        return new UpdateEncoding(bounds).encode(update, rows).words();
    }
}
