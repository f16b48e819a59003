// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.Query;
import org.cordon.computation.network.NetworkInputs;
import org.cordon.computation.scaling.Scaler;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.participant.contribution.ContributionContext;
import org.cordon.participant.contribution.ScaledRows;
import org.cordon.participant.contribution.ScalingContributor;
import org.cordon.participant.data.Table;
import org.cordon.participant.training.DenseTrainer;
import org.cordon.simulations.experiment.Experiment;
import org.cordon.simulations.summing.Summing;
import org.cordon.suite.Bytes;

/** Scaling as production does it: quantiles by sums over the exchanges, never from pooled rows. */
final class Scaled {
    private static final long LEAST_CAP = 100_000;

    private Scaled() {}

    /** @param network what is trained; of a sequence classifier each row becomes what it takes, the last rows of a customer */
    static Ground of(Ground ground, Summing summing, Optional<Experiment.Network> network) {
        Scaling scaling = new Scaling();
        ScalingPlan plan = ScalingPlan.of(ground.table().featureNames(), Math.max(LEAST_CAP, ground.largest()));
        Bytes state = scaling.start(plan.encode(), Map.of());
        ContributionContext context = new ContributionContext(0, new DenseTrainer());
        ScalingContributor contributor = new ScalingContributor();
        List<Integer> everybody = IntStream.range(0, ground.exchanges()).boxed().toList();
        for (int round = 0; scaling.query(state).isPresent(); round++) {
            Query query = scaling.query(state).orElseThrow();
            Summing.Round sum = summing.open(round, everybody, query.length(), query.maxAbs());
            for (int exchange : everybody) {
                sum.add(exchange, contributor.encode(query, state, ground.rows(exchange), context));
            }
            long[] opened = sum.sum()
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.UNREADABLE_INPUT,
                            "exchanges.count must be at least " + summing.fewest()
                                    + " with secureSum and scaling: quantiles, but was " + everybody.size(),
                            "Raise exchanges.count, or leave secureSum out"));
            state = scaling.advance(state, OpenedSum.wrap(opened, everybody.size()));
        }
        Scaler scaler = Scaler.decode(scaling.report(state).output(Scaling.OUTPUT));
        return network.filter(of -> of.length().isPresent())
                .map(of -> new NetworkInputs(of.spec(scaler.features().size(), ground.classes()), scaler))
                .map(inputs -> sequences(ground, inputs))
                .orElseGet(() ->
                        ground.scaled(ScaledRows.of(ground.table(), scaler), ScaledRows.of(ground.test(), scaler)));
    }

    /** Rows of the test come later than those to train on, which therefore stand in their histories. */
    private static Ground sequences(Ground ground, NetworkInputs inputs) {
        int train = ground.table().rows();
        Table all = ScaledRows.of(ground.table().append(ground.test()), inputs);
        return ground.scaled(all.filter(row -> row < train), all.filter(row -> row >= train));
    }
}
