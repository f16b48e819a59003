// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.utility;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.evaluation.Metrics;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.network.TrainedNetwork;
import org.cordon.participant.contribution.ContributionContext;
import org.cordon.participant.contribution.Contributors;
import org.cordon.participant.contribution.ScoredRows;
import org.cordon.participant.data.Table;
import org.cordon.participant.round.Contribution;
import org.cordon.participant.training.NetworkTrainer;
import org.cordon.simulations.detection.ExchangeRows;
import org.cordon.simulations.engine.PlainRun;
import org.cordon.simulations.engine.Seeds;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;

/**
 * The rows of one seed, learnt from under one charter and another, and judged on the same test.
 *
 * <p>Steps, counts, clipping, sampling and noise are those of production; only the masks are left out, which change no sum. All is a
 * function of the seed, so the noise protects nobody here.
 */
final class PrivacyExperiment {
    private final List<Table> exchanges;
    private final Table pooled;
    private final Table test;
    private final long seed;

    private PrivacyExperiment(List<Table> exchanges, Table test, long seed) {
        this.exchanges = exchanges;
        this.pooled = exchanges.stream().reduce(Table::append).orElseThrow();
        this.test = test;
        this.seed = seed;
    }

    static PrivacyExperiment of(ExchangeRows rows, long seed) {
        return new PrivacyExperiment(
                rows.exchanges().stream().map(PrivacyExperiment::renamed).toList(), renamed(rows.test()), seed);
    }

    private static Table renamed(Table table) {
        List<String> names =
                IntStream.range(0, table.features()).mapToObj(k -> "x" + k).toList();
        return table.withValues(names, table.copyValues());
    }

    /** What the charters are written for. */
    CharterOfRows charters(DpSgdOptions.DpSgd training) {
        int largest = exchanges.stream().mapToInt(Table::rows).max().orElseThrow();
        return new CharterOfRows(test.features(), pooled.rows(), largest, training);
    }

    int exchanges() {
        return exchanges.size();
    }

    /** Average precision of the federation's model, from this first state of its task. */
    double federated(Bytes start) {
        return averagePrecision(start, exchanges);
    }

    /** The same of one party that holds all rows, trusted by all, which adds the noise once. */
    double central(Bytes start) {
        return averagePrecision(start, List.of(pooled));
    }

    private double averagePrecision(Bytes start, List<Table> parties) {
        Randomness noise = randomness("noise", parties.size());
        List<Contribution> contributions = new ArrayList<>();
        for (int party = 0; party < parties.size(); party++) {
            contributions.add(contribution(parties.get(party), party, parties.size()));
        }
        StagedComputation pipeline = new StagedComputation();
        Bytes last = new PlainRun(pipeline, noise).run(start, contributions);
        TrainedNetwork network = TrainedNetwork.decode(pipeline.report(last).output(NetworkTraining.OUTPUT));
        return Metrics.of(ScoredRows.of(network, test), test.copyLabels().orElseThrow())
                .averagePrecision();
    }

    private Contribution contribution(Table rows, int party, int parties) {
        ContributionContext context = new ContributionContext(
                Seeds.of(seed, "order", party), new NetworkTrainer(), randomness("sample", parties, party));
        Contributors contributors = Contributors.installed();
        return (query, state) -> contributors.encode(StagedComputation.NAME, query, state, rows, context);
    }

    private Randomness randomness(String purpose, long... numbers) {
        SplittableRandom random = Seeds.random(seed, purpose, numbers);
        return target -> {
            synchronized (random) {
                random.nextBytes(target);
            }
        };
    }
}
