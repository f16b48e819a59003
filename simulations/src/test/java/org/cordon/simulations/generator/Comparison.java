// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cordon.computation.Report;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.computation.evaluation.Metrics;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.network.TrainedNetwork;
import org.cordon.computation.network.TrainingPlan;
import org.cordon.computation.network.UpdateBounds;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.model.Activation;
import org.cordon.model.FedAdam;
import org.cordon.model.FedAvg;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.participant.contribution.ContributionContext;
import org.cordon.participant.contribution.Contributors;
import org.cordon.participant.contribution.PlainFederation;
import org.cordon.participant.contribution.ScoredRows;
import org.cordon.participant.data.Table;
import org.cordon.participant.training.DenseTrainer;

/**
 * Trains the same network alone, together and pooled, by the same pipeline over plain sums, and tests all on one table.
 *
 * @param alone one per exchange
 * @param averaged the mean of the local models' scores
 * @param together trained by all
 * @param pooled trained on all rows in one place
 */
record Comparison(List<Metrics> alone, Metrics averaged, Metrics together, Metrics pooled) {
    private static final int ROUNDS = 100;
    private static final int HOLDOUT_PER_MILLE = 200;
    private static final StagedComputation PIPELINE = new StagedComputation();

    static Comparison of(List<Table> exchanges, Table test, long seed) {
        List<double[]> localScores = new ArrayList<>();
        for (Table own : exchanges) {
            localScores.add(ScoredRows.of(train(List.of(own), seed), test));
        }
        Table all = exchanges.stream().reduce(Table::append).orElseThrow();
        return new Comparison(
                localScores.stream().map(scores -> metrics(scores, test)).toList(),
                metrics(mean(localScores), test),
                metrics(ScoredRows.of(train(exchanges, seed), test), test),
                metrics(ScoredRows.of(train(List.of(all), seed), test), test));
    }

    double aloneMean() {
        return alone.stream().mapToDouble(Metrics::averagePrecision).average().orElseThrow();
    }

    double aloneBest() {
        return alone.stream().mapToDouble(Metrics::averagePrecision).max().orElseThrow();
    }

    @Override
    public String toString() {
        return String.format(
                "average precision: alone mean %.3f best %.3f, score averaging %.3f, together %.3f, pooled %.3f",
                aloneMean(),
                aloneBest(),
                averaged.averagePrecision(),
                together.averagePrecision(),
                pooled.averagePrecision());
    }

    private static TrainedNetwork train(List<Table> exchanges, long seed) {
        List<PlainFederation.Member> members = new ArrayList<>();
        for (Table rows : exchanges) {
            members.add(new PlainFederation.Member(
                    rows, new ContributionContext(seed * 100 + members.size(), new DenseTrainer())));
        }
        PlainFederation federation = new PlainFederation(PIPELINE, Contributors.installed(), members);
        List<String> features = exchanges.get(0).featureNames();
        NetworkSpec spec = NetworkSpec.mlpClassifier(Activation.RELU, features.size(), 32, 16, 1);
        int largest = exchanges.stream().mapToInt(Table::rows).max().orElseThrow();
        TrainingPlan training = new TrainingPlan(
                spec,
                new LocalPlan(1, 512, LocalOptimiser.SGD, 0.1),
                exchanges.size() == 1 ? new FedAvg(1) : new FedAdam(0.02, 0.9, 0.99, 1e-3),
                new UpdateBounds(10, 1, 16, largest),
                ROUNDS,
                HOLDOUT_PER_MILLE,
                seed);
        Stages stages = Stages.of(
                new Stages.Stage(
                        "scaling",
                        Scaling.NAME,
                        ScalingPlan.of(features, 100_000).encode()),
                new Stages.Stage("network", NetworkTraining.NAME, training.encode()),
                new Stages.Stage(
                        "evaluation", Evaluation.NAME, new EvaluationPlan(1024, 100_000, HOLDOUT_PER_MILLE).encode()));
        Report report = PIPELINE.report(federation.run(stages.encode(), Map.of()));
        assertThat(report.figures()).containsKey("evaluation/positives");
        return TrainedNetwork.decode(report.output(NetworkTraining.OUTPUT));
    }

    private static Metrics metrics(double[] scores, Table test) {
        return Metrics.of(scores, test.copyLabels().orElseThrow());
    }

    private static double[] mean(List<double[]> scores) {
        double[] mean = new double[scores.get(0).length];
        Arrays.setAll(
                mean, i -> scores.stream().mapToDouble(own -> own[i]).average().orElseThrow());
        return mean;
    }
}
