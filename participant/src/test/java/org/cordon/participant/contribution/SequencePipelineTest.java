// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cordon.computation.Detector;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.Query;
import org.cordon.computation.Report;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.computation.evaluation.Calibration;
import org.cordon.computation.evaluation.CalibrationPlan;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.computation.evaluation.Segments;
import org.cordon.computation.evaluation.SegmentsPlan;
import org.cordon.computation.fit.Reals;
import org.cordon.computation.network.LocalWork;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.network.PrivateSgd;
import org.cordon.computation.network.TrainedNetwork;
import org.cordon.computation.network.TrainingPlan;
import org.cordon.computation.network.UpdateBounds;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.model.Activation;
import org.cordon.model.DecoderMutations;
import org.cordon.model.FedAvg;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.participant.data.Table;
import org.cordon.participant.training.NetworkTrainer;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.privacy.UnitBound;
import org.cordon.suite.Bytes;
import org.cordon.suite.SeededRandomness;
import org.junit.jupiter.api.Test;

/** A sequence classifier through all stages: what it learns, who scores it, and what is refused. */
class SequencePipelineTest {
    private static final List<String> FEATURES = List.of("device", "reset", "amount");
    private static final NetworkSpec SEQUENCE = NetworkSpec.sequenceClassifier(4, 3, 8);
    private static final NetworkSpec SINGLE_ROWS = NetworkSpec.mlpClassifier(Activation.TANH, 3, 16, 1);
    private static final int MOST = 5000;

    /**
     * A row has label 1 if the last event of its customer was a reset and the one before it a new device: one row in nine, and no row
     * says so itself.
     */
    private static Table rows(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count * FEATURES.size()];
        float[] labels = new float[count];
        long[] customers = new long[count];
        int[][] last = new int[20][2];
        for (int row = 0; row < count; row++) {
            int customer = random.nextInt(last.length);
            int event = random.nextInt(3);
            labels[row] = last[customer][0] == 1 && last[customer][1] == 2 ? 1 : 0;
            customers[row] = seed * 100 + customer;
            values[3 * row] = event == 1 ? 1 : 0;
            values[3 * row + 1] = event == 2 ? 1 : 0;
            values[3 * row + 2] = (float) random.nextGaussian();
            last[customer] = new int[] {last[customer][1], event};
        }
        return Table.of(FEATURES, count, values, Optional.of(labels)).withUnits(customers);
    }

    private static LocalWork averaging() {
        return new LocalWork.Averaging(
                new LocalPlan(2, 16, LocalOptimiser.ADAM, 0.02), new UpdateBounds(20, 2, 24, MOST));
    }

    private static Stages stages(NetworkSpec spec, LocalWork work, int rounds, Optional<NoisyCounts> noise) {
        EvaluationPlan histograms = new EvaluationPlan(256, MOST, 250, noise);
        return Stages.of(
                new Stages.Stage(
                        "scaling", Scaling.NAME, ScalingPlan.of(FEATURES, MOST).encode()),
                new Stages.Stage(
                        "network",
                        NetworkTraining.NAME,
                        new TrainingPlan(spec, work, new FedAvg(1), rounds, 250, 3).encode()),
                new Stages.Stage(
                        "segments", Segments.NAME, new SegmentsPlan(histograms, "amount", Reals.of(0), 0.05).encode()),
                new Stages.Stage("evaluation", Evaluation.NAME, histograms.encode()));
    }

    private static List<PlainFederation.Member> members(List<Table> tables) {
        List<PlainFederation.Member> members = new ArrayList<>();
        for (Table table : tables) {
            members.add(new PlainFederation.Member(
                    table,
                    new ContributionContext(
                            members.size(), new NetworkTrainer(), SeededRandomness.forTesting(members.size()))));
        }
        return members;
    }

    private static Report report(Stages stages, List<Table> tables) {
        StagedComputation pipeline = new StagedComputation();
        Bytes last =
                new PlainFederation(pipeline, Contributors.installed(), members(tables)).run(stages.encode(), Map.of());
        return pipeline.report(last);
    }

    @Test
    void anOrderThatNoSingleRowShowsIsLearnt() {
        List<Table> tables = List.of(rows(1, 900), rows(2, 600), rows(3, 300));
        Report together = report(stages(SEQUENCE, averaging(), 8, Optional.empty()), tables);
        assertThat(together.figures().get("evaluation/averagePrecision")).isGreaterThan(0.9);
        Report single = report(stages(SINGLE_ROWS, averaging(), 8, Optional.empty()), tables);
        assertThat(single.figures().get("evaluation/averagePrecision"))
                .as("chance is 1 in 9")
                .isLessThan(0.25);
        Detector detector = TrainedNetwork.decode(together.output("network")).detector();
        assertThat(detector.features()).hasSize(12).startsWith("device@3").endsWith("amount");
        Table fresh = rows(4, 400);
        assertThat(ScoredRows.of(TrainedNetwork.decode(together.output("network")), fresh))
                .isEqualTo(ScoredRows.of(detector, fresh));
        assertThat(LocalThreshold.at(detector, fresh, 0.05).falsePositiveRate()).isLessThanOrEqualTo(0.05);
        assertThat(together.figures().keySet()).anyMatch(name -> name.startsWith("segments/"));
        calibrates(together, tables);
    }

    private static void calibrates(Report together, List<Table> tables) {
        Calibration calibration = new Calibration();
        Bytes last = new PlainFederation(calibration, Contributors.installed(), members(tables))
                .run(
                        new CalibrationPlan(1, new EvaluationPlan(256, MOST, 250)).encode(),
                        Map.of(NetworkTraining.NAME, together.output("network")));
        Detector calibrated = calibration
                .detector(calibration.report(last).output(Calibration.NAME))
                .orElseThrow();
        double[] scores = ScoredRows.of(calibrated, rows(5, 400));
        double mean =
                IntStream.range(0, 400).mapToDouble(i -> scores[i]).average().orElseThrow();
        assertThat(mean).isBetween(0.07, 0.16);
    }

    @Test
    void underDifferentialPrivacyCustomersAreClippedAndEvaluated() {
        UnitBound customers = new UnitBound(PrivacyUnit.CUSTOMER, 20);
        PrivateSgd steps = new PrivateSgd(customers, 1, Optional.empty(), 1_000_000, Long.MIN_VALUE, 40, 100);
        Stages stages = stages(SEQUENCE, steps, 3, Optional.of(new NoisyCounts(customers, 1_000_000)));
        StagedComputation pipeline = new StagedComputation();
        List<Table> tables = List.of(rows(1, 200), rows(2, 200));
        PlainFederation federation = new PlainFederation(pipeline, Contributors.installed(), members(tables));
        Bytes state = pipeline.start(stages.encode(), Map.of());
        int sums = 0;
        while (pipeline.query(state).isPresent()) {
            Query query = pipeline.query(state).orElseThrow();
            if (query.statistic().equals("clipped gradients")) {
                assertThat(query.length()).isEqualTo(SEQUENCE.parameterCount());
                assertThat(query.release().orElseThrow().sensitivitySquared()).isEqualTo(1L << 40);
                sums++;
            }
            state = federation.round(state, member -> true);
        }
        assertThat(sums).isEqualTo(3);
        assertThat(pipeline.report(state).figures()).containsKey("evaluation/averagePrecision");
    }

    @Test
    void oneRecordIsNoUnitOfPrivacyForSequences() {
        PrivateSgd steps = new PrivateSgd(UnitBound.RECORD, 1, Optional.empty(), 1_000_000, -1L, 100, 100);
        assertThatThrownBy(() -> new TrainingPlan(SEQUENCE, steps, new FedAvg(1), 3, 0, 1))
                .hasMessage(
                        "unit must be customer for a sequence_classifier, as one record is part of 4 sequences, but was"
                                + " record");
        Report trained = report(stages(SEQUENCE, averaging(), 1, Optional.empty()), List.of(rows(1, 100)));
        Evaluation evaluation = new Evaluation();
        EvaluationPlan noisy =
                new EvaluationPlan(16, MOST, 250, Optional.of(new NoisyCounts(UnitBound.RECORD, 1_000_000)));
        assertThatThrownBy(() -> new PlainFederation(
                                evaluation, Contributors.installed(), members(List.of(rows(1, 100))))
                        .run(noisy.encode(), Map.of(NetworkTraining.NAME, trained.output("network"))))
                .isInstanceOf(UnfitRows.class)
                .hasMessage(
                        "the unit of privacy must be customer for a model that looks at several rows, as one record moves"
                                + " several scores, but was record");
    }

    @Test
    void rowsThatSayNotWhoseTheyAreAreRefused() {
        Table table = rows(1, 100);
        Table nobodys = Table.of(FEATURES, table.rows(), table.copyValues(), table.copyLabels());
        assertThatThrownBy(() -> report(stages(SEQUENCE, averaging(), 1, Optional.empty()), List.of(nobodys)))
                .isInstanceOf(UnfitRows.class)
                .hasMessageContaining("name the column of the customer under data.customer");
    }

    @Test
    void aFittedRowCountsWhateverElseIsHeldOut() {
        Table table = rows(1, 300);
        int[] seen = new int[2];
        LocalTrainer counting = (spec, start, scaled, plan, seed) -> {
            seen[0] = scaled.rows();
            for (int row = 0; row < scaled.rows(); row++) {
                seen[1] += Float.isNaN(scaled.value(row, 0)) ? 0 : 1;
            }
            return new LocalTrainer.Trained(start, scaled.rows(), 1);
        };
        StagedComputation pipeline = new StagedComputation();
        Bytes unused = new PlainFederation(
                        pipeline,
                        Contributors.installed(),
                        List.of(new PlainFederation.Member(table, new ContributionContext(1, counting))))
                .run(stages(SEQUENCE, averaging(), 1, Optional.empty()).encode(), Map.of());
        assertThat(seen[0]).isBetween(180, 270);
        assertThat(seen[0] - seen[1])
                .as("20 customers have 3 rows without a whole history")
                .isLessThanOrEqualTo(60);
    }

    @Test
    void plansAndModelsSurviveMutation() {
        Bytes plan = new TrainingPlan(SEQUENCE, averaging(), new FedAvg(1), 3, 0, 1).encode();
        DecoderMutations.check(plan, bytes -> TrainingPlan.decode(bytes).encode(), 2000, 1);
        Bytes model = report(stages(SEQUENCE, averaging(), 1, Optional.empty()), List.of(rows(1, 50)))
                .output("network");
        DecoderMutations.check(model, bytes -> TrainedNetwork.decode(bytes).encode(), 300, 2);
    }
}
